//! Running what a person or a script says: statements, and dot commands by their names.

use std::path::PathBuf;

use tenure::Item;

use super::commands;
use super::dot_command::{self, DotCommand, Invocation};
use super::exit::Exit;
use super::failure::Failure;
use super::script::{Script, ScriptSource, command_failure};
use super::session::Session;
use super::terminal::print_message;

/// The step after an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// The next statement or command.
    Continue,
    /// The user's editor, with the last statement.
    Edit,
    /// The end of the session.
    Quit,
}

impl Session {
    /// Runs a statement or a command; `file` is the name of the file that it is in.
    pub async fn run(&mut self, item: &Item, file: Option<&str>) -> Result<Next, Failure> {
        match item {
            Item::Statement(statement) => self.run_statement(statement, file).await.map(|()| Next::Continue),
            Item::Command { text, line } => {
                let invocation = dot_command::parse(text)
                    .map_err(|problem| command_failure(&problem, text, file, *line))?;
                let done = self.run_command(&invocation).await;
                self.print_notices();
                done
            }
        }
    }

    /// Runs a file of SQL. It may read other files, but not itself.
    pub async fn read(&mut self, path: &str) -> Result<Next, Failure> {
        let file = PathBuf::from(path);
        let script = Script::read(&ScriptSource::File(file.clone()))?;
        let file = file.canonicalize().unwrap_or(file);
        if self.reading.contains(&file) {
            return Err(Failure::new(Exit::Usage, format!("{path} reads itself")));
        }
        self.keeps_last |= script.needs_last();
        self.reading.push(file);
        let mut done = Ok(Next::Continue);
        for item in &script.items {
            done = Box::pin(self.run(item, script.file.as_deref())).await;
            if !matches!(done, Ok(Next::Continue)) {
                break;
            }
        }
        self.reading.pop();
        done
    }

    /// Runs the next step of the walk through the sample.
    async fn walk(&mut self) -> Result<(), Failure> {
        let Some(walk) = &mut self.walk else {
            let message = "the walk is through the sample: begin with 'tenure demo'";
            return Err(Failure::new(Exit::Usage, message));
        };
        let (text, sql) = walk.step();
        print_message(&text);
        let Some(sql) = sql else {
            return Ok(());
        };
        self.run_for_user.push(sql.to_owned());
        for statement in tenure::statements(sql)? {
            self.run_statement(&statement, None).await?;
        }
        Ok(())
    }

    async fn run_command(&mut self, invocation: &Invocation) -> Result<Next, Failure> {
        self.output.interrupt().begin();
        let argument = invocation.argument.as_str();
        match invocation.command {
            DotCommand::Help => commands::help(argument, self)?,
            DotCommand::Tables => commands::tables(argument, self).await?,
            DotCommand::Schema => commands::schema(argument, self).await?,
            DotCommand::Open => commands::open(argument, self).await?,
            DotCommand::Read => return self.read(&commands::unquoted(argument)).await,
            DotCommand::Mode => commands::mode(argument, self)?,
            DotCommand::Output => commands::output(argument, self)?,
            DotCommand::Last => commands::last(self)?,
            DotCommand::Chart => commands::chart(argument, self)?,
            DotCommand::Profile => commands::profile(argument, self).await?,
            DotCommand::Timer => commands::timer(argument, self),
            DotCommand::Edit => return Ok(Next::Edit),
            DotCommand::Walk => self.walk().await?,
            DotCommand::Quit => return Ok(Next::Quit),
        }
        Ok(Next::Continue)
    }
}
