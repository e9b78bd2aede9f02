//! The user's editor: $VISUAL, else $EDITOR, else vi.

use std::env;
use std::fs;
use std::process::Command;

/// Lets the user change a text in the editor.
///
/// # Errors
/// Returns an error if the editor cannot be started, or fails: then the text must not be used.
pub fn edit(text: &str) -> Result<String, String> {
    let folder = tempfile::Builder::new().prefix("tenure-").tempdir().map_err(|error| error.to_string())?;
    let file = folder.path().join("statement.sql");
    fs::write(&file, text).map_err(|error| error.to_string())?;
    let editor = command();
    // The variable may have options, so a shell splits it, as other programs do.
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

/// Returns the command of the editor.
pub fn command() -> String {
    let variable = |name| env::var(name).ok().filter(|value| !value.trim().is_empty());
    variable("VISUAL").or_else(|| variable("EDITOR")).unwrap_or_else(|| "vi".to_owned())
}
