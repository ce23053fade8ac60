"""Swift sources for the gates, without comments and string literals."""

import functools
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]


def sources(*folders):
    """(path from the root, text) for each Swift file under these folders of the repository."""
    return [(str(file.relative_to(ROOT)), file.read_text(encoding="utf-8"))
            for folder in folders for file in sorted((ROOT / folder).rglob("*.swift"))]


@functools.cache
def code(text):
    """The text with comments and string contents blanked; line breaks and interpolations remain."""
    return _Blanker(text).run()


class _Blanker:
    QUOTE = re.compile(r'(#*)("""|")')
    # Up to the next character that may start or end a comment, string or interpolation.
    PLAIN_CODE, PLAIN_STRING = re.compile(r'[^/"#()]+'), re.compile(r'[^\\"\n]+')

    def __init__(self, text):
        self.text, self.at, self.out = text, 0, []

    def run(self):
        self.code(closing=None)
        return "".join(self.out)

    def copy(self, count=1):
        self.out.append(self.text[self.at:self.at + count])
        self.at += count

    def blank(self, count=1):
        self.out.append("".join("\n" if letter == "\n" else " " for letter in self.text[self.at:self.at + count]))
        self.at += count

    def code(self, closing):
        """Copies code up to its end, or to the parenthesis that closes an interpolation."""
        depth = 0
        while self.at < len(self.text):
            letter = self.text[self.at]
            if plain := self.PLAIN_CODE.match(self.text, self.at):
                self.copy(len(plain[0]))
            elif self.text.startswith("//", self.at):
                end = self.text.find("\n", self.at)
                self.blank((end if end >= 0 else len(self.text)) - self.at)
            elif self.text.startswith("/*", self.at):
                self.comment()
            elif match := self.QUOTE.match(self.text, self.at):
                self.string(match[1], match[2])
            elif self.is_regex():
                self.regex()
            else:
                depth += {"(": 1, ")": -1}.get(letter, 0)
                self.copy()
                if closing and depth < 0:
                    return

    def comment(self):
        """Blanks a block comment; they nest in Swift."""
        depth = 0
        while self.at < len(self.text):
            if self.text.startswith("/*", self.at):
                depth += 1
                self.blank(2)
            elif self.text.startswith("*/", self.at):
                depth -= 1
                self.blank(2)
                if depth == 0:
                    return
            else:
                self.blank()

    def string(self, hashes, quote):
        self.copy(len(hashes + quote))
        escape = "\\" + hashes
        while self.at < len(self.text):
            if plain := self.PLAIN_STRING.match(self.text, self.at):
                self.blank(len(plain[0]))
            elif self.text.startswith(quote + hashes, self.at):
                return self.copy(len(quote + hashes))
            elif self.text.startswith(escape + "(", self.at):
                self.blank(len(escape))
                self.copy()
                self.code(closing=")")
            elif self.text.startswith(escape, self.at):
                self.blank(len(escape) + 1)
            elif self.text[self.at] == "\n" and quote == '"':
                return
            else:
                self.blank()

    def is_regex(self):
        """Whether a slash starts a regular expression: after one of `( [ , = :`, and not before a space."""
        if self.text[self.at] != "/" or self.text[self.at + 1:self.at + 2] in ("", " ", "\n"):
            return False
        line = self.text[self.text.rfind("\n", 0, self.at) + 1:self.at].rstrip()
        return line.endswith(("(", ",", "=", ":", "[")) and re.match(r"/(?:\\.|[^/\\\n])+/", self.text[self.at:]) is not None

    def regex(self):
        self.blank(re.match(r"/(?:\\.|[^/\\\n])+/", self.text[self.at:]).end())
