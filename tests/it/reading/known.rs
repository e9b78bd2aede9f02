//! Real files, read without any option, compared with what they are known to hold. They are skipped where they are not.

use insta::assert_snapshot;

use super::{Folder, folder, real};

/// Runs a query over a real file, whose path replaces `FILE`. Messages do not contain the path.
fn ask(folder: &Folder, sql: &str, files: &[(&str, &str)]) -> String {
    let sql = files.iter().fold(sql.to_owned(), |sql, (name, path)| sql.replace(name, path));
    let said = folder.rows(&sql);
    files.iter().fold(said, |said, (name, path)| said.replace(path, name))
}

#[test]
fn a_gift_shop_in_latin_1_and_gzip_has_the_totals_of_its_parquet_file() {
    let (Some(csv), Some(parquet)) =
        (real("online_retail/OnlineRetail_latin1.csv.gz"), real("online_retail/online_retail.parquet"))
    else {
        return;
    };
    let folder = folder("known-retail");
    let totals = |file: &str| {
        let sql = format!(
            "SELECT count(*) AS n, count(*) - count(customerid) AS nobody, count(DISTINCT invoiceno) AS invoices, \
             count(DISTINCT customerid) AS customers, sum(CAST(quantity AS BIGINT)) AS items, \
             CAST(round(sum(quantity * unitprice) * 100) AS BIGINT) AS pence, min(invoicedate) AS first, \
             max(invoicedate) AS last, count(description) AS described FROM '{file}'"
        );
        folder.rows(&sql)
    };
    let said = totals(&csv);
    assert_snapshot!(said.replace(&csv, "FILE"), @"
    n BIGINT | nobody BIGINT | invoices BIGINT | customers BIGINT | items BIGINT | pence BIGINT | first TIMESTAMP | last TIMESTAMP | described BIGINT
    541909 | 135080 | 25900 | 4372 | 5176450 | 974774793 | 2010-12-01T08:26:00 | 2011-12-09T12:50:00 | 540455
    note: 'FILE' is read as windows-1252
    ");
    assert_eq!(said.lines().take(2).collect::<Vec<_>>().join("\n"), totals(&parquet));

    // From the file to segments, in one statement.
    let sql = "SELECT segment, count(*) AS customers FROM rfm('FILE', customerid, invoicedate, quantity * unitprice) \
               GROUP BY segment ORDER BY customers DESC LIMIT 3";
    let segments = ask(&folder, sql, &[("FILE", &csv)]);
    let same = ask(&folder, sql, &[("FILE", &parquet)]);
    assert!(
        same.contains("segment VARCHAR | customers BIGINT\n") && segments.starts_with(&same),
        "{segments}"
    );
}

#[test]
fn semicolons_decimal_commas_a_mark_and_days_first_give_the_same_rows_value_by_value() {
    let (Some(csv), Some(parquet)) = (
        real("online_retail/online_retail_100k_semicolon_decimal_comma_bom.csv.gz"),
        real("online_retail/online_retail.parquet"),
    ) else {
        return;
    };
    let folder = folder("known-semicolon");
    let head = format!(
        "CREATE TABLE p AS SELECT invoiceno, stockcode, description, CAST(quantity AS BIGINT) AS quantity, invoicedate, \
         unitprice, customerid, country FROM '{parquet}' LIMIT 100000; \
         CREATE TABLE c AS SELECT * FROM '{csv}';"
    );
    let sql = format!(
        "{head} SELECT (SELECT count(*) FROM c) AS n, \
         (SELECT count(*) FROM (SELECT * FROM c EXCEPT SELECT * FROM p)) AS more, \
         (SELECT count(*) FROM (SELECT * FROM p EXCEPT SELECT * FROM c)) AS less"
    );
    let said = folder.rows(&sql);
    assert!(said.starts_with("n BIGINT | more BIGINT | less BIGINT\n100000 | 0 | 0\n"), "{said}");
    assert!(said.contains("column \"UnitPrice\": the decimal separator is a comma"), "{said}");
}

#[test]
fn orders_in_gbk_and_in_utf_16() {
    let (Some(gbk), Some(wide)) =
        (real("tmall_orders/tmall_order_report_gbk.csv"), real("tmall_orders/orders_utf16le_bom_tab.txt"))
    else {
        return;
    };
    let folder = folder("known-tmall");
    // The amounts are added up in the bytes of the files by other means, in fen.
    let sql = "SELECT count(*) AS n, CAST(round(sum(总金额) * 100) AS BIGINT) AS total, \
               CAST(round(sum(买家实际支付金额) * 100) AS BIGINT) AS paid, CAST(round(sum(退款金额) * 100) AS BIGINT) AS returned, \
               count(订单付款时间) AS payments, count(DISTINCT 收货地址) AS places, min(订单创建时间) AS first FROM 'FILE'";
    assert_snapshot!(ask(&folder, sql, &[("FILE", &gbk)]), @r#"
    n BIGINT | total BIGINT | paid BIGINT | returned BIGINT | payments BIGINT | places BIGINT | first TIMESTAMP
    28010 | 299576061 | 190248715 | 57233592 | 24087 | 31 | 2020-02-01T00:14:15
    note: 'FILE' is read as GBK
    note: 'FILE': column "收货地址": blanks around its name are removed
    note: 'FILE': column "订单付款时间": blanks around its name are removed
    "#);
    let sql = "SELECT count(*) AS n, sum(实付金额) AS paid, sum(邮费) AS postage, sum(购买数量) AS items, \
               count(DISTINCT 买家昵称) AS customers, min(付款日期) AS first FROM 'FILE'";
    assert_snapshot!(ask(&folder, sql, &[("FILE", &wide)]), @"
    n BIGINT | paid BIGINT | postage BIGINT | items BIGINT | customers BIGINT | first TIMESTAMP
    28833 | 3640644 | 7071 | 43565 | 25949 | 2019-01-01T00:17:59
    note: 'FILE' is read as UTF-16LE
    ");
}

#[test]
fn surveys_of_two_years_whose_columns_are_not_alike() {
    let (Some(first), Some(_)) =
        (real("sfo_survey/2017_SFO_Customer_Survey.csv"), real("sfo_survey/2018_SFO_Customer_Survey.csv"))
    else {
        return;
    };
    let both = first.replace("2017_SFO", "*_SFO");
    let place = first.replace("2017_SFO_Customer_Survey.csv", "");
    let sql = "SELECT substr(filename, strpos(filename, '_SFO') - 4, 4) AS year, count(*) AS n, count(netpro) AS answers, \
               sum(netpro) AS total, count(*) FILTER (WHERE netpro = 11) AS blank FROM read_csv('FILE', filename => true) \
               GROUP BY 1 ORDER BY 1";
    let said = ask(&folder("known-survey"), sql, &[("FILE", &both), ("", "")]);
    assert_snapshot!(said.replace(&place, ""), @r#"
    year VARCHAR | n BIGINT | answers BIGINT | total BIGINT | blank BIGINT
    2017 | 2831 | 2830 | 23824 | 84
    2018 | 2809 | 2809 | 23133 | 159
    note: '2018_SFO_Customer_Survey.csv': column "NETPRO": blanks around its name are removed
    "#);
}

#[test]
fn purchases_of_a_cd_shop_aligned_by_blanks() {
    let (Some(master), Some(sample)) = (real("cdnow/CDNOW_master.txt"), real("cdnow/CDNOW_sample.txt"))
    else {
        return;
    };
    let folder = folder("known-cdnow");
    let sql = "SELECT count(*) AS n, count(DISTINCT customer_id) AS customers, min(customer_id) AS id, sum(number_of_cds) AS cds, \
               CAST(round(sum(dollar_value) * 100) AS BIGINT) AS cents, min(date) AS first, max(date) AS last FROM 'FILE'";
    assert_snapshot!(ask(&folder, sql, &[("FILE", &master)]), @r#"
    n BIGINT | customers BIGINT | id VARCHAR | cds BIGINT | cents BIGINT | first DATE | last DATE
    69659 | 23570 | 00001 | 167881 | 250031563 | 1997-01-01 | 1998-06-30
    note: 'FILE': column "customer_id": leading zeros: kept as text
    note: 'FILE': column "date": digits are read as dates: 20240103 is 2024-01-03
    "#);
    let sql = "SELECT count(*) AS n, count(DISTINCT column_2) AS customers, min(column_1) AS id, sum(column_4) AS cds, \
               CAST(round(sum(column_5) * 100) AS BIGINT) AS cents, min(column_3) AS first, max(column_3) AS last FROM 'FILE'";
    let said = ask(&folder, sql, &[("FILE", &sample)]);
    assert_snapshot!(said, @r#"
    n BIGINT | customers BIGINT | id VARCHAR | cds BIGINT | cents BIGINT | first DATE | last DATE
    6919 | 2357 | 00004 | 16479 | 24409194 | 1997-01-01 | 1998-06-30
    note: 'FILE': column "column_1": leading zeros: kept as text
    note: 'FILE': column "column_2": leading zeros: kept as text
    note: 'FILE': column "column_3": digits are read as dates: 20240103 is 2024-01-03
    "#);
    let known = std::path::absolute("tests/data/cdnow.parquet").unwrap().display().to_string();
    let same = "SELECT count(*) AS n, count(DISTINCT customer_id) AS customers, '00004' AS id, sum(cds) AS cds, \
                CAST(round(sum(amount) * 100) AS BIGINT) AS cents, min(date) AS first, max(date) AS last FROM 'FILE'";
    assert_eq!(ask(&folder, same, &[("FILE", &known)]), said.lines().take(2).collect::<Vec<_>>().join("\n"));
}

#[test]
fn customers_of_a_telephone_company_of_whom_eleven_have_no_total() {
    let Some(file) = real("telco_churn/Telco-Customer-Churn.csv") else {
        return;
    };
    let sql = "SELECT count(*) AS n, count(totalcharges) AS totals, count(DISTINCT customerid) AS customers, \
               count(*) FILTER (WHERE churn = 'Yes') AS gone, CAST(round(sum(totalcharges) * 100) AS BIGINT) AS cents FROM 'FILE'";
    assert_snapshot!(ask(&folder("known-telco"), sql, &[("FILE", &file)]), @r#"
    n BIGINT | totals BIGINT | customers BIGINT | gone BIGINT | cents BIGINT
    7043 | 7032 | 7043 | 1869 | 1605616870
    note: 'FILE': column "TotalCharges": blank fields and quoted empty ones are read as NULL (11 values)
    "#);
}
