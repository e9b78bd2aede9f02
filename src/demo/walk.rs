//! A short tour of the sample.

/// A question, and the statement that answers it.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Step {
    /// The question.
    pub question: &'static str,
    /// The statement, on the tables of the sample without their schema.
    pub sql: &'static str,
}

/// The tour, with a step for each family of functions.
pub const WALK: [Step; 6] = [
    Step {
        question: "Which kinds of customers are there, and who brings the money?",
        sql: "SELECT segment, count(*) AS customers, round(sum(monetary)) AS spent\n\
              FROM rfm(orders, customer_id, ordered_at, amount) GROUP BY 1 ORDER BY 3 DESC;",
    },
    Step {
        question: "Of those who came together, how many are back after 1, 3, 6, 12 months?",
        sql: "SELECT cohort, period, round(retention, 3) AS retention FROM cohort_retention(\n\
              orders, customer_id, ordered_at) WHERE period IN (1, 3, 6, 12) ORDER BY 1, 2;",
    },
    Step {
        question: "Who will bring most in the next twelve months?",
        sql: "SELECT customer_id, round(p_alive, 2) AS p_alive, round(clv, 2) AS clv\n\
              FROM clv(orders, customer_id, ordered_at, amount) ORDER BY clv DESC LIMIT 5;",
    },
    Step {
        question: "Would they recommend us, and does it matter how we ask?",
        sql: "SELECT channel, count(score) AS answers, round(nps(score), 1) AS nps\n\
              FROM survey GROUP BY channel ORDER BY nps DESC;",
    },
    Step {
        question: "Where do visitors give up?",
        sql: "SELECT event, count(*) AS events, count(DISTINCT customer_id) AS customers\n\
              FROM events GROUP BY event ORDER BY customers DESC;",
    },
    Step {
        question: "Do the best customers also like us best?",
        sql: "SELECT segment, round(nps(score), 1) AS nps FROM survey JOIN rfm(orders,\n\
              customer_id, ordered_at, amount) USING (customer_id) GROUP BY 1 ORDER BY 2;",
    },
];
