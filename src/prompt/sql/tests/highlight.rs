//! The colours.

use super::super::{TokenClass, highlight};

fn shown(text: &str) -> String {
    let pieces = highlight(text).into_iter().filter(|(_, class)| *class != TokenClass::Blank);
    pieces
        .map(|(range, class)| format!("{}:{class:?} ", &text[range]))
        .collect::<String>()
        .trim_end()
        .to_owned()
}

#[test]
fn classes() {
    assert_eq!(
        shown("select count(x), $n -- all\nFROM \"Odd\" WHERE a >= 1.5 AND b = 'x'"),
        "select:Keyword count:Function (:Operator x:Name ):Operator ,:Operator $n:Parameter -- all\n:Comment \
         FROM:Keyword \"Odd\":Name WHERE:Keyword a:Name >=:Operator 1.5:Number AND:Keyword b:Name =:Operator 'x':Text"
    );
    assert_eq!(shown("o.order"), "o:Name .:Operator order:Name");
    assert_eq!(shown("x IN (1)"), "x:Name IN:Keyword (:Operator 1:Number ):Operator");
    assert_eq!(
        shown("LEFT JOIN left(x)"),
        "LEFT:Keyword JOIN:Keyword left:Function (:Operator x:Name ):Operator"
    );
    assert_eq!(shown("date, DATE '1'"), "date:Name ,:Operator DATE:Keyword '1':Text");
    assert_eq!(shown("AS t(x)"), "AS:Keyword t:Name (:Operator x:Name ):Operator");
    assert_eq!(shown(" .help rfm"), ".help:Command rfm:Name");
}

#[test]
fn faults() {
    assert_eq!(shown("f(x"), "f:Function (:Error x:Name");
    assert_eq!(shown("x)]"), "x:Name ):Error ]:Error");
    assert_eq!(shown("(a; b)"), "(:Error a:Name ;:Operator b:Name ):Error");
    assert_eq!(shown("a = 'bc"), "a:Name =:Operator ':Error bc:Text");
    assert_eq!(shown("\"bc d"), "\":Error bc d:Name");
    assert_eq!(shown("/* bc"), "/:Error * bc:Comment");
}
