"""Makes the archive that is given away: the command, stripped, with licences, reports, reference, manual page and completions.

usage: release.py [--out FOLDER] [--allow-changes]

Builds with the profile `dist` for the machine it runs on, unpacks what it made, and runs every report with it. The same
files make the same archive, byte for byte.
"""

import argparse
import gzip
import hashlib
import io
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent

# Machines on which the archive was made and its command tried. Others are an error, not a guess.
TRIED = {"x86_64-unknown-linux-gnu"}

SHELLS = {"bash": "tenure.bash", "zsh": "_tenure", "fish": "tenure.fish"}


def run(*command, **options):
    return subprocess.run(command, check=True, text=True, cwd=ROOT, stdout=subprocess.PIPE, **options).stdout


def host():
    return re.search(r"^host: (.*)$", run("rustc", "-vV"), re.M)[1]


def third_parties(metadata):
    """What is linked into the command, with licences: a line a package."""
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    ours = set(metadata["workspace_members"])
    seen, wanted = set(), list(ours)
    while wanted:
        node = wanted.pop()
        if node in seen:
            continue
        seen.add(node)
        # Dependencies of tests are not linked in, and those of build scripts are not either.
        wanted += [d["pkg"] for d in nodes[node]["deps"] if any(kind["kind"] is None for kind in d["dep_kinds"])]
    lines = ["# Software in this command", "", "Beside its own code, the command contains these packages, under the licences named.", ""]
    for package in sorted((packages[p] for p in seen - ours), key=lambda p: (p["name"], p["version"])):
        source = package["repository"] or package["homepage"] or ""
        lines.append(f"- {package['name']} {package['version']}: {package['license']}. {source}".rstrip())
    lines += ["", "`tenure demo` contains the one-tenth sample of the CDNOW purchase log of Fader and Hardie, which is distributed for teaching.", ""]
    return "\n".join(lines)


def build():
    """The binary, and how long it took."""
    begin = time.monotonic()
    output = run("cargo", "build", "--profile", "dist", "--locked", "--package", "tenure", "--bin", "tenure", "--message-format", "json")
    artifacts = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
    binary = next(a["executable"] for a in artifacts if a.get("executable") and a["target"]["name"] == "tenure")
    return pathlib.Path(binary), time.monotonic() - begin


def stage(folder, binary, metadata):
    """Lays out what goes into the archive."""
    shutil.copy2(binary, folder / "tenure")
    for name in ("LICENSE-APACHE", "LICENSE-MIT", "README.md", "CHANGELOG.md"):
        shutil.copy2(ROOT / name, folder / name)
    (folder / "THIRD-PARTIES.md").write_text(third_parties(metadata))
    # The command has it in it, for the pages of reports.
    (folder / "echarts").mkdir()
    for name in ("LICENSE", "LICENSE-d3", "NOTICE"):
        shutil.copy2(ROOT / "assets" / "echarts" / name, folder / "echarts" / name)
    shutil.copytree(ROOT / "sql", folder / "sql")
    shutil.copytree(ROOT / "docs", folder / "docs")
    (folder / "tenure.1").write_text(run(str(folder / "tenure"), "manual"))
    (folder / "completions").mkdir()
    for shell, name in SHELLS.items():
        (folder / "completions" / name).write_text(run(str(folder / "tenure"), "completions", shell))


def pack(folder, archive, when):
    """A tar.gz with nothing in it of the machine or the hour."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for path in sorted([folder, *folder.rglob("*")]):
            entry = tar.gettarinfo(path, path.relative_to(folder.parent).as_posix())
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = ""
            entry.mtime = when
            entry.mode = 0o755 if path.is_dir() or path.name == "tenure" else 0o644
            if path.is_file():
                with path.open("rb") as content:
                    tar.addfile(entry, content)
            else:
                tar.addfile(entry)
    with archive.open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=when) as packed:
        packed.write(raw.getvalue())


def glibc(binary):
    """The oldest C library that the binary runs with."""
    versions = re.findall(rb"GLIBC_(\d+)\.(\d+)", binary.read_bytes())
    return ".".join(map(str, max((int(a), int(b)) for a, b in versions)))


def try_out(archive, name):
    """Unpacks the archive elsewhere and runs the reports with what is in it."""
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        home = pathlib.Path(folder) / name
        for report in sorted((home / "sql").glob("*.sql")):
            command = [home / "tenure", "report", report]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder)
            print(f"ran {report.name}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "target" / "release-archives", help="where the archive is put")
    parser.add_argument("--allow-changes", action="store_true", help="also with changes that are not committed")
    options = parser.parse_args()

    target = host()
    if target not in TRIED:
        sys.exit(f"archives are made for {', '.join(sorted(TRIED))} so far; {target} has not been tried")
    if run("git", "status", "--porcelain").strip() and not options.allow_changes:
        sys.exit("there are changes that are not committed; --allow-changes makes an archive of them")

    metadata = json.loads(run("cargo", "metadata", "--format-version", "1", "--locked", "--filter-platform", target))
    version = next(p["version"] for p in metadata["packages"] if p["name"] == "tenure")
    binary, seconds = build()
    name = f"tenure-{version}-{target}"
    options.out.mkdir(parents=True, exist_ok=True)
    archive = options.out / f"{name}.tar.gz"
    when = int(run("git", "log", "-1", "--format=%ct"))
    with tempfile.TemporaryDirectory() as folder:
        home = pathlib.Path(folder) / name
        home.mkdir()
        stage(home, binary, metadata)
        pack(home, archive, when)
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    (options.out / f"{name}.tar.gz.sha256").write_text(f"{digest}  {archive.name}\n")
    try_out(archive, name)

    print(f"{archive}")
    print(f"build {seconds:.0f} s; command {binary.stat().st_size / 1e6:.1f} MB, archive {archive.stat().st_size / 1e6:.1f} MB; sha256 {digest}")
    print(f"runs on Linux x86-64 with glibc {glibc(binary)} or later; archives for other systems are not made yet")


main()
