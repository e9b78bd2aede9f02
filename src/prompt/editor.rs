//! The user's editor.

use std::env;
use std::fs;
use std::process::Command;

/// Lets the user change a text: in $VISUAL, else $EDITOR, else vi.
///
/// # Errors
/// If the editor cannot be started, or ends with a failure: then the text is not to be used.
pub fn edit(text: &str) -> Result<String, String> {
    let folder = tempfile::Builder::new().prefix("tenure-").tempdir().map_err(|error| error.to_string())?;
    let file = folder.path().join("statement.sql");
    fs::write(&file, text).map_err(|error| error.to_string())?;
    let editor = command();
    // The variable may hold options, so a shell reads it, as everywhere.
    let status = Command::new("sh").arg("-c").arg(format!("{editor} \"$1\"")).arg("sh").arg(&file).status();
    match status {
        Ok(status) if status.success() => {
            let text = fs::read_to_string(&file).map_err(|error| error.to_string())?;
            Ok(text.trim_end().to_owned())
        }
        Ok(_) => Err(format!("the editor '{editor}' failed")),
        Err(error) => Err(format!("the editor '{editor}' cannot be started: {error}")),
    }
}

/// The user's editor.
pub fn command() -> String {
    let named = |name| env::var(name).ok().filter(|value| !value.trim().is_empty());
    named("VISUAL").or_else(|| named("EDITOR")).unwrap_or_else(|| "vi".to_owned())
}
