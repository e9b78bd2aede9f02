//! The file of settings that the prompt begins with: SQL and dot commands, in the user's folder of configuration.

use std::env;
use std::path::PathBuf;

use crate::shell::{Failure, Session};

/// Runs it, if it is there.
pub async fn run(session: &mut Session) -> Result<(), Failure> {
    let file = file(env::var_os("XDG_CONFIG_HOME").map(PathBuf::from), env::home_dir());
    match file.filter(|file| file.is_file()) {
        Some(file) => session.read(&file.display().to_string()).await.map(|_| ()),
        None => Ok(()),
    }
}

/// The XDG rules: a relative path does not count.
fn file(config: Option<PathBuf>, home: Option<PathBuf>) -> Option<PathBuf> {
    let config = config.filter(|config| config.is_absolute());
    let config = config.or_else(|| Some(home?.join(".config")))?;
    Some(config.join("tenure/config.sql"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_in_the_working_directory() {
        let home = || Some(PathBuf::from("/home/ann"));
        let default = PathBuf::from("/home/ann/.config/tenure/config.sql");
        assert_eq!(file(None, home()), Some(default.clone()));
        assert_eq!(file(Some("config".into()), home()), Some(default));
        assert_eq!(file(Some("/etc/ann".into()), home()), Some("/etc/ann/tenure/config.sql".into()));
    }
}
