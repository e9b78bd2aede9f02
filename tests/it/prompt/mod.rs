//! The prompt, as a person sees it: the program in a pseudo-terminal. Times are not asserted, only what comes before
//! what; `benches/prompt.py` measures them.

mod terminal;

use terminal::Terminal;

use crate::Folder;

/// A screen of the usual width, long enough for all that a test prints.
const SCREEN: (u16, u16) = (80, 120);

/// A query that takes hours.
const HOURS: &str =
    "SELECT count(*) FROM range(0, 9000000) a JOIN range(0, 9000000) b ON a.value * b.value % 7 = 3;";

fn start(name: &str, args: &[&str]) -> (Folder, Terminal) {
    let folder = Folder::new(&format!("prompt-{name}"));
    let terminal = Terminal::start(&folder, args, &[], SCREEN);
    terminal.ready();
    (folder, terminal)
}

#[test]
fn a_statement_has_several_lines_and_ends_with_a_semicolon() {
    let (_folder, terminal) = start("lines", &[]);
    terminal.send("SELECT 40\r");
    terminal.see("   ...>");
    let screen = terminal.run(" + 2 AS answer;");
    assert!(screen.contains("│ answer │") && screen.contains("│     42 │"), "{screen}");
    terminal.send("exit\r");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn ctrl_c_ends_a_query_and_the_next_one_is_right() {
    let (_folder, terminal) = start("ctrl-c", &[]);
    terminal.clear();
    terminal.send(&format!("{HOURS}\r"));
    // The line of progress comes after a second, so the query runs now.
    terminal.wait("progress", |screen| {
        screen.contains(" s") && screen.contains("joining") || screen.contains("rows")
    });
    terminal.send("\x03");
    terminal.see("interrupted");
    let screen = terminal.run("SELECT 40 + 2 AS answer;");
    assert!(screen.contains("│     42 │"), "{screen}");
}

#[test]
fn ctrl_c_drops_a_line_and_ctrl_d_ends() {
    let (_folder, terminal) = start("ctrl-d", &[]);
    terminal.send("SELECT nonsense");
    terminal.see("nonsense");
    terminal.clear();
    terminal.send("\x03");
    terminal.ready();
    let screen = terminal.run("SELECT 1 AS one;");
    assert!(!screen.contains("error"), "{screen}");
    terminal.send("\x04");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn tab_completes_columns_through_an_alias() {
    let (_folder, terminal) = start("tab", &["demo"]);
    terminal.clear();
    terminal.send("SELECT * FROM orders o WHERE o.ord\t");
    terminal.see("WHERE o.ordered_at");
}

#[test]
fn what_stands_behind_the_cursor_says_whose_columns_are_meant() {
    let (_folder, terminal) = start("behind", &["demo"]);
    terminal.clear();
    terminal.send("SELECT o.ord FROM demo.orders o");
    terminal.see("demo.orders o");
    terminal.send(&"\u{1b}[D".repeat(" FROM demo.orders o".len()));
    terminal.send("\t");
    terminal.see("SELECT o.ordered_at FROM demo.orders o");
}

#[test]
fn the_menu_shows_columns_with_their_types() {
    let (_folder, terminal) = start("menu", &["demo"]);
    terminal.clear();
    terminal.send("SELECT * FROM orders WHERE \t");
    let screen = terminal.see("INTEGER");
    assert!(screen.contains("customer_id") && screen.contains("quantity"), "{screen}");
}

#[test]
fn the_history_is_there_the_next_time() {
    let (folder, terminal) = start("history", &[]);
    terminal.run("SELECT 4711 AS remembered;");
    terminal.run("SELECT 2 AS other;");
    terminal.send("\x04");
    terminal.end();
    assert!(folder.names().contains(&".local".to_owned()), "{:?}", folder.names());

    let terminal = Terminal::start(&folder, &[], &[], SCREEN);
    terminal.ready();
    terminal.clear();
    terminal.send("\u{1b}[A");
    terminal.see("SELECT 2 AS other;");
    terminal.send("\x03");
    terminal.ready();
    terminal.send("\x12");
    terminal.send("4711");
    terminal.see("SELECT 4711 AS remembered;");
}

#[test]
fn the_editor_changes_the_last_statement() {
    let folder = Folder::new("prompt-edit").file("editor.sh", "sed -i 's/41/42/' \"$1\"\n");
    let editor = format!("sh {}", folder.path("editor.sh").display());
    let terminal = Terminal::start(&folder, &[], &[("VISUAL", &editor)], SCREEN);
    terminal.ready();
    terminal.run("SELECT 41 AS answer;");
    terminal.clear();
    terminal.send(".edit\r");
    terminal.see("SELECT 42 AS answer;");
    terminal.clear();
    terminal.send("\r");
    terminal.see("│     42 │");
}

#[test]
fn results_fit_the_terminal_and_say_what_is_left_out() {
    let folder = Folder::new("prompt-fit");
    for columns in [40, 80, 200] {
        let terminal = Terminal::start(&folder, &[], &[], (columns, 120));
        terminal.ready();
        let many: Vec<String> = (0..30).map(|i| format!("{i} * value AS column_{i}")).collect();
        let screen = terminal.run(&format!("SELECT {} FROM range(0, 12345);", many.join(", ")));
        assert!(screen.contains("left out: "), "{columns}:\n{screen}");
        assert!(screen.contains("(40 of 12,345 rows,"), "{columns}:\n{screen}");
        let widest = screen.lines().filter(|line| line.contains('│')).map(|line| line.chars().count()).max();
        assert!(widest.unwrap() <= usize::from(columns), "{columns}:\n{screen}");
    }
}

#[test]
fn the_last_result_is_a_table_and_last_shows_all_of_it() {
    let (_folder, terminal) = start("last", &[]);
    terminal.run("SELECT * FROM range(0, 100);");
    let screen = terminal.run("SELECT sum(value) AS total FROM _;");
    assert!(screen.contains("│   4950 │"), "{screen}");
    let screen = terminal.run("SELECT * FROM range(0, 45);");
    assert!(screen.contains("(40 of 45 rows: .last shows all)"), "{screen}");
    let screen = terminal.run(".last");
    assert!(screen.contains("│     22 │") && screen.contains("(45 rows)"), "{screen}");
}

#[test]
fn colours_are_shown_unless_they_are_not_wanted() {
    let folder = Folder::new("prompt-colours");
    for (variables, coloured) in [(&[][..], true), (&[("NO_COLOR", "1")][..], false)] {
        let terminal = Terminal::start(&folder, &["demo"], variables, SCREEN);
        terminal.ready();
        terminal.run("SELECT channel, count(*) AS answers FROM survey GROUP BY channel;");
        terminal.run(".chart");
        let raw = terminal.raw();
        assert_eq!(raw.contains("\x1b[38;5;"), coloured, "{raw:?}");
    }
}

#[test]
fn a_dumb_terminal_is_read_line_by_line_without_escapes() {
    let folder = Folder::new("prompt-dumb");
    let terminal = Terminal::start(&folder, &[], &[("TERM", "dumb")], SCREEN);
    terminal.see("tenure>");
    terminal.send("SELECT 40 + 2\r AS answer;\r");
    terminal.see("|     42 |");
    assert!(!terminal.raw().contains('\x1b'), "{:?}", terminal.raw());
    terminal.send(".quit\r");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn data_cannot_drive_the_terminal() {
    let (_folder, terminal) = start("drive", &[]);
    terminal.run("SELECT concat('a', chr(27), ']0;owned', chr(7), chr(27), '[2J') AS x;");
    let raw = terminal.raw();
    assert!(!raw.contains("\x1b]0;owned") && !raw.contains("\x1b[2Jb"), "{raw:?}");
    assert!(terminal.screen().contains("\\x1b]0;owned"), "{}", terminal.screen());
}

#[test]
fn progress_is_shown_and_taken_away() {
    let (_folder, terminal) = start("progress", &[]);
    terminal.clear();
    let slow =
        "SELECT count(*) AS pairs FROM range(0, 9000) a JOIN range(0, 9000) b ON a.value * b.value % 7 = 3;";
    terminal.send(&format!("{slow}\r"));
    terminal.see("rows");
    let screen = terminal.see("pairs │");
    assert!(!screen.contains("a second"), "{screen}");
}

#[test]
fn settings_of_the_user_come_first_and_never_from_the_working_folder() {
    let folder = Folder::new("prompt-config").file("config.sql", "SELECT 'of the folder' AS x;");
    let configuration = folder.path("settings/tenure");
    std::fs::create_dir_all(&configuration).unwrap();
    std::fs::write(configuration.join("config.sql"), ".mode csv\nCREATE VIEW mine AS SELECT 7 AS seven;")
        .unwrap();
    let home = folder.path("settings").display().to_string();
    let terminal = Terminal::start(&folder, &[], &[("XDG_CONFIG_HOME", &home)], SCREEN);
    let screen = terminal.ready();
    assert!(!screen.contains("of the folder"), "{screen}");
    let screen = terminal.run("FROM mine;");
    assert!(screen.contains("seven\n7\n"), "{screen}");
    let script = folder.sh(&format!("XDG_CONFIG_HOME={home} $TENURE --format csv -c 'SELECT 1 AS a'"));
    assert_eq!(script, "exit 0\n--- stdout\na\n1\n");
}

#[test]
fn habits_of_other_prompts_are_understood() {
    let (_folder, terminal) = start("habits", &["demo"]);
    let screen = terminal.run("\\d");
    assert!(screen.contains("demo.orders") && screen.contains("6919"), "{screen}");
    let screen = terminal.run("\\d orders");
    assert!(screen.contains("ordered_at DATE"), "{screen}");
    let screen = terminal.run("help");
    assert!(screen.contains(".tables") && screen.contains(".chart"), "{screen}");
    terminal.send("\\q\r");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn a_misspelt_command_names_the_nearest() {
    let (_folder, terminal) = start("misspelt", &[]);
    let screen = terminal.run(".tabels");
    assert!(screen.contains("no command '.tabels'"), "{screen}");
    assert!(screen.contains("hint: did you mean '.tables'?"), "{screen}");
}

#[test]
fn the_walk_comes_back_with_the_arrow_key() {
    let (_folder, terminal) = start("walk", &["demo"]);
    let screen = terminal.run(".walk");
    assert!(screen.contains("Champions"), "{screen}");
    terminal.clear();
    terminal.send("\u{1b}[A");
    terminal.see("GROUP BY 1 ORDER BY 3 DESC;");
}
