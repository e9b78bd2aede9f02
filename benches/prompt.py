"""Times what a person waits for at the prompt, and measures what a limit of memory keeps.

    python3 benches/prompt.py --tenure target/release/tenure --data FOLDER [--duckdb PATH] [--write FILE]

The prompt runs in a pseudo-terminal. FOLDER holds the generated orders.csv and is filled with what is missing.
"""

import argparse
import os
import pty
import re
import signal
import statistics
import subprocess
import tempfile
import threading
import time

PATIENCE = 60
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[78]|\0")

# What programs ask of a terminal: where the cursor is, the colour of its background, what it can do.
QUESTIONS = {
    "\x1b[6n": b"\x1b[1;1R",
    "\x1b]11;?": b"\x1b]11;rgb:0000/0000/0000\x1b\\",
    "\x1b[c": b"\x1b[?62;22c",
}


class Prompt:
    """A program in a pseudo-terminal."""

    def __init__(self, command, size=(40, 120), environment=None):
        self.begin = time.monotonic()
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            os.environ.update({"TERM": "xterm-256color", **(environment or {})})
            os.execvp(command[0], command)
        import fcntl, struct, termios
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
        self.text = ""
        self.changed = threading.Condition()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        """Takes what comes, and answers what a terminal is asked, as soon as it is."""
        while True:
            try:
                chunk = os.read(self.terminal, 65536).decode(errors="replace")
            except OSError:
                return
            for question, answer in QUESTIONS.items():
                if question in chunk:
                    os.write(self.terminal, answer)
            with self.changed:
                self.text += chunk
                self.changed.notify()

    def send(self, text):
        with self.changed:
            self.text = ""
        os.write(self.terminal, text.encode())

    def wait(self, pattern, patience=PATIENCE):
        """Waits for a pattern in what comes; gives the time when it was there."""
        end = time.monotonic() + patience
        with self.changed:
            while not re.search(pattern, ESCAPES.sub("", self.text), re.S):
                if time.monotonic() > end:
                    raise TimeoutError(f"no {pattern!r} in {self.text[-2000:]!r}")
                self.changed.wait(0.05)
        return time.monotonic()

    def processor(self):
        """Seconds of processor so far."""
        fields = open(f"/proc/{self.child}/stat").read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self):
        os.kill(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)
        os.close(self.terminal)


def interrupts(tenure, data):
    """Ctrl-C in queries of each kind: how long until the prompt is back, until the next answer, until the cores rest."""
    orders = f"'{data}/orders.csv'"
    ten = "range(0, 10000000)"
    cases = {
        "cross join": f"SELECT count(*) FROM range(0, 3000000) a, range(0, 3000000) b WHERE a.value + b.value = -1;",
        # Of 10 M by 10 M, and of 10 M groups, they are over in half a second.
        "hash join, 40 M by 40 M": "SELECT count(*), max(a.value * b.value) FROM (SELECT value, value * 7 % 39999983 AS k FROM range(0, 40000000)) a JOIN (SELECT value, value * 3 % 39999983 AS k FROM range(0, 40000000)) b USING (k);",
        "sort of 10 M rows": f"SELECT max(n) FROM (SELECT row_number() OVER (ORDER BY sin(value)) AS n FROM {ten});",
        "20 M groups": "SELECT max(n) FROM (SELECT value * 7 % 19999999 AS k, count(*) AS n FROM range(0, 20000000) GROUP BY k);",
        "scan of a CSV file": f"SELECT sum(length(concat(customer_id, '-', amount, ordered_at))) FROM {orders} WHERE random() < 2;",
        "fit of a model": f"SELECT count(*) FROM clv({orders}, customer_id, ordered_at, amount);",
    }
    rows = []
    for name, sql in cases.items():
        back, answer, rest = [], [], []
        for _ in range(3):
            prompt = Prompt([tenure])
            prompt.wait(r"tenure.*> ")
            prompt.send("SELECT 1;\r")
            prompt.wait(r"1 row")
            time.sleep(0.2)
            prompt.send(sql + "\r")
            time.sleep(0.5)
            if "row)" in prompt.text:
                raise SystemExit(f"{name} is over before it can be interrupted")
            pressed = time.monotonic()
            prompt.send("\x03")
            back.append(prompt.wait(r"interrupted.*tenure.*> ") - pressed)
            prompt.send("SELECT 40 + 2 AS answer;\r")
            sent = time.monotonic()
            answer.append(prompt.wait(r"42") - sent)
            # The cores rest when a tenth of a second takes less than a hundredth of processor.
            before, when = prompt.processor(), time.monotonic()
            while time.monotonic() - pressed < 30:
                time.sleep(0.1)
                now = prompt.processor()
                if now - before < 0.02:
                    break
                before, when = now, time.monotonic()
            rest.append(when - pressed)
            prompt.end()
        rows.append((name, max(back), max(answer), max(rest)))
    return rows


def limits(tenure, data, limit):
    """Queries over more than the limit: how they end, and the most memory that the process had."""
    orders = f"'{data}/orders.csv'"
    cases = {
        "30 M groups": "SELECT count(*) FROM (SELECT value * 7 AS k, count(*) AS n, max(concat('customer ', value)) AS m FROM range(0, 30000000) GROUP BY k)",
        "sort of 30 M rows": "SELECT count(*) FROM (SELECT row_number() OVER (ORDER BY k) AS n, t FROM (SELECT value * 7919 % 30000001 AS k, concat('customer ', value) AS t FROM range(0, 30000000))) WHERE n > 0 AND t <> ''",
        "join of 20 M by 20 M": "SELECT count(*) FROM (SELECT value * 7 % 19999999 AS k, concat('customer ', value) AS t FROM range(0, 20000000)) a JOIN (SELECT value * 3 % 19999999 AS k, concat('order ', value) AS t FROM range(0, 20000000)) b USING (k) WHERE a.t <> b.t",
        "rfm of the orders": f"SELECT count(*) FROM rfm({orders}, customer_id, ordered_at, amount)",
        "array_agg of 30 M": "SELECT array_length(array_agg(concat('customer ', value))) FROM range(0, 30000000)",
    }
    rows = []
    for name, sql in cases.items():
        for memory in (None, limit):
            command = [tenure, "--format", "csv", "--stats", "json", "-c", sql] + (["--memory", memory] if memory else [])
            begin = time.monotonic()
            done = subprocess.run(command, capture_output=True, text=True)
            seconds = time.monotonic() - begin
            said = done.stderr.strip().splitlines()
            peak = int(re.search(r'"peak_memory_bytes":(\d+)', said[-1]).group(1)) >> 20
            how = done.stdout.strip().replace("\n", " ") if done.returncode == 0 else said[0]
            rows.append((name, memory or "none", done.returncode, f"{seconds:.1f}", peak, how[:110]))
    return rows


def starts(tenure, duckdb, runs):
    """Start to prompt, and `-c "SELECT 1"`, in turn."""
    found = {}
    for _ in range(runs):
        for name, command in {"tenure": [tenure], **({"duckdb": [duckdb]} if duckdb else {})}.items():
            begin = time.monotonic()
            subprocess.run(command + ["-c", "SELECT 1"], capture_output=True, check=True)
            found.setdefault((name, "-c 'SELECT 1'"), []).append(time.monotonic() - begin)
            prompt = Prompt(command)
            found.setdefault((name, "to the prompt"), []).append(prompt.wait(r"tenure> |D $") - prompt.begin)
            prompt.end()
    return [(name, what, statistics.median(times) * 1000, min(times) * 1000, max(times) * 1000) for (name, what), times in found.items()]


def completion(tenure):
    """Tab in a session of 1,000 tables of 100 columns, with ten of them in the query: until the menu is there."""
    with tempfile.TemporaryDirectory() as folder:
        script = os.path.join(folder, "tables.sql")
        columns = ", ".join(f"{i} AS column_{i}" for i in range(100))
        with open(script, "w") as file:
            for i in range(1000):
                file.write(f"CREATE VIEW table_{i} AS SELECT {columns};\n")
        prompt = Prompt([tenure], environment={"HOME": folder, "XDG_DATA_HOME": folder})
        prompt.wait(r"tenure.*> ")
        prompt.send(f".read {script}\r")
        time.sleep(1)
        prompt.send("SELECT 1;\r")
        prompt.wait(r"1 row.*tenure> ")
        time.sleep(0.5)
        joined = " ".join(f"JOIN table_{i} t{i} ON t{i}.column_0 = t0.column_0" for i in range(1, 10))
        rows = []
        for name, text, wanted in [
            ("columns of one table", "SELECT * FROM table_7 t WHERE t.column_9", r"column_9[0-9].*column_9[0-9]"),
            ("columns of ten tables", f"SELECT * FROM table_0 t0 {joined} WHERE t7.column_9", r"column_9[0-9].*column_9[0-9]"),
            ("names of tables", "SELECT * FROM table_99", r"table_99[0-9].*table_99[0-9]"),
        ]:
            times = []
            for _ in range(5):
                prompt.send(text)
                prompt.wait(re.escape(text[-12:]))
                time.sleep(0.2)
                prompt.send("\t")
                sent = time.monotonic()
                times.append(prompt.wait(wanted, 20) - sent)
                prompt.send("\x1b")
                time.sleep(0.2)
                prompt.send("\x03")
                prompt.wait(r"tenure> ")
                time.sleep(0.2)
            rows.append((name, times[0] * 1000, statistics.median(times[1:]) * 1000))
        prompt.end()
        return rows


def table(heads, rows):
    lines = ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    for row in rows:
        cells = [f"{cell:.3f}" if isinstance(cell, float) and cell < 10 else f"{cell:.0f}" if isinstance(cell, float) else str(cell) for cell in row]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tenure", required=True)
    parser.add_argument("--data", required=True, help="the folder with the generated orders.csv")
    parser.add_argument("--duckdb", help="the DuckDB program, to start beside")
    parser.add_argument("--only", nargs="*", default=["starts", "completion", "interrupts", "limits"])
    parser.add_argument("--write")
    arguments = parser.parse_args()
    parts = []
    if "starts" in arguments.only:
        parts.append("## Start\n\n" + table(["program", "what", "median, ms", "least", "most"], starts(arguments.tenure, arguments.duckdb, 15)))
    if "completion" in arguments.only:
        parts.append("## Completion, 1,000 tables of 100 columns\n\n" + table(["what", "first, ms", "then, ms"], completion(arguments.tenure)))
    if "interrupts" in arguments.only:
        parts.append("## Ctrl-C\n\nSeconds, the longest of three.\n\n" + table(["query", "prompt is back", "next answer", "cores at rest"], interrupts(arguments.tenure, arguments.data)))
    if "limits" in arguments.only:
        parts.append("## Memory\n\n" + table(["query", "limit", "exit code", "seconds", "peak, MB", "said"], limits(arguments.tenure, arguments.data, "512MB")))
    text = "\n\n".join(parts) + "\n"
    print(text)
    if arguments.write:
        with open(arguments.write, "w") as file:
            file.write("# The prompt, measured\n\n`benches/prompt.py` writes this page.\n\n" + text)


if __name__ == "__main__":
    main()
