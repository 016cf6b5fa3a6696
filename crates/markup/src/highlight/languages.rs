//! The languages that `{code}` knows: how comments and strings look, and which words are special.
//!
//! How that is used is in `highlight.rs`. What is no language of words (markup, differences) has a
//! reader of its own there.

use super::words::*;

/// How a language looks.
#[derive(Debug)]
pub struct Language {
    /// What it is called, in lower case.
    pub names: &'static [&'static str],
    /// Special words, sorted; in lower case if case does not matter.
    pub keywords: &'static [&'static str],
    /// What begins a comment that ends with the line.
    pub line_comments: &'static [&'static str],
    /// What begins and ends a longer comment.
    pub block_comment: Option<(&'static str, &'static str)>,
    /// What begins and ends a string; what starts with another comes before it.
    pub strings: &'static [&'static str],
    pub traits: &'static [Trait],
}

/// What is peculiar to a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trait {
    /// Names with a capital are types.
    Types,
    /// `@word` is an annotation or a rule.
    At,
    /// `#word` is for the preprocessor.
    Hash,
    /// Keywords may be written in capitals.
    NoCase,
    /// What a colon follows is a key.
    Keys,
    /// Words may have hyphens.
    Dashes,
    /// `a#b` is no comment.
    CommentAfterSpace,
    /// A single quote means something only around one character.
    Chars,
}

/// Returns the language of that name, in lower case.
pub fn find(name: &str) -> Option<&'static Language> {
    LANGUAGES
        .iter()
        .find(|language| language.names.contains(&name))
}

pub const LANGUAGES: &[Language] = &[
    Language {
        names: &["c", "h", "objc", "objectivec", "objective-c"],
        keywords: C,
        line_comments: &["//"],
        block_comment: Some(("/*", "*/")),
        strings: &["\"", "'"],
        traits: &[Trait::Hash],
    },
    Language {
        names: &["c++", "cpp", "cc", "cxx", "hpp"],
        keywords: CPP,
        line_comments: &["//"],
        block_comment: Some(("/*", "*/")),
        strings: &["\"", "'"],
        traits: &[Trait::Hash],
    },
    Language {
        names: &["c#", "csharp", "cs"],
        keywords: CSHARP,
        line_comments: &["//"],
        block_comment: Some(("/*", "*/")),
        strings: &["\"", "'"],
        traits: &[Trait::Hash, Trait::Types],
    },
    Language {
        names: &["java"],
        keywords: JAVA,
        line_comments: &["//"],
        block_comment: Some(("/*", "*/")),
        strings: &["\"\"\"", "\"", "'"],
        traits: &[Trait::At, Trait::Types],
    },
    Language {
        names: &["kotlin", "kt"],
        keywords: KOTLIN,
        line_comments: &["//"],
        block_comment: Some(("/*", "*/")),
        strings: &["\"\"\"", "\"", "'"],
        traits: &[Trait::At, Trait::Types],
    },
    Language {
        names: &["groovy", "gradle"],
        keywords: GROOVY,
        line_comments: &["//"],
        block_comment: Some(("/*", "*/")),
        strings: &["\"\"\"", "'''", "\"", "'"],
        traits: &[Trait::At, Trait::Types],
    },
    Language {
        names: &["scala"],
        keywords: SCALA,
        line_comments: &["//"],
        block_comment: Some(("/*", "*/")),
        strings: &["\"\"\"", "\""],
        traits: &[Trait::At, Trait::Types, Trait::Chars],
    },
    Language {
        names: &["javascript", "js", "jsx", "typescript", "ts", "tsx", "node"],
        keywords: JAVASCRIPT,
        line_comments: &["//"],
        block_comment: Some(("/*", "*/")),
        strings: &["`", "\"", "'"],
        traits: &[Trait::At, Trait::Types],
    },
    Language {
        names: &["actionscript", "actionscript3", "as3"],
        keywords: ACTIONSCRIPT,
        line_comments: &["//"],
        block_comment: Some(("/*", "*/")),
        strings: &["\"", "'"],
        traits: &[Trait::Types],
    },
    Language {
        names: &["go", "golang"],
        keywords: GO,
        line_comments: &["//"],
        block_comment: Some(("/*", "*/")),
        strings: &["`", "\"", "'"],
        traits: &[],
    },
    Language {
        names: &["rust", "rs"],
        keywords: RUST,
        line_comments: &["//"],
        block_comment: Some(("/*", "*/")),
        strings: &["\""],
        traits: &[Trait::Types, Trait::Chars],
    },
    Language {
        names: &["swift"],
        keywords: SWIFT,
        line_comments: &["//"],
        block_comment: Some(("/*", "*/")),
        strings: &["\"\"\"", "\""],
        traits: &[Trait::At, Trait::Types],
    },
    Language {
        names: &["python", "py", "python3"],
        keywords: PYTHON,
        line_comments: &["#"],
        block_comment: None,
        strings: &["\"\"\"", "'''", "\"", "'"],
        traits: &[Trait::At],
    },
    Language {
        names: &["ruby", "rb"],
        keywords: RUBY,
        line_comments: &["#"],
        block_comment: Some(("=begin", "=end")),
        strings: &["\"", "'", "`"],
        traits: &[Trait::Types],
    },
    Language {
        names: &["perl", "pl"],
        keywords: PERL,
        line_comments: &["#"],
        block_comment: Some(("=pod", "=cut")),
        strings: &["\"", "'"],
        traits: &[],
    },
    Language {
        names: &["php"],
        keywords: PHP,
        line_comments: &["//", "#"],
        block_comment: Some(("/*", "*/")),
        strings: &["\"", "'"],
        traits: &[Trait::Types],
    },
    Language {
        names: &["r"],
        keywords: R,
        line_comments: &["#"],
        block_comment: None,
        strings: &["\"", "'"],
        traits: &[],
    },
    Language {
        names: &["lua"],
        keywords: LUA,
        line_comments: &["--"],
        block_comment: Some(("--[[", "]]")),
        strings: &["\"", "'"],
        traits: &[],
    },
    Language {
        names: &["bash", "sh", "shell", "zsh", "console"],
        keywords: BASH,
        line_comments: &["#"],
        block_comment: None,
        strings: &["\"", "'", "`"],
        traits: &[Trait::CommentAfterSpace],
    },
    Language {
        names: &["powershell", "ps1"],
        keywords: POWERSHELL,
        line_comments: &["#"],
        block_comment: Some(("<#", "#>")),
        strings: &["\"", "'"],
        traits: &[Trait::NoCase, Trait::Dashes, Trait::CommentAfterSpace],
    },
    Language {
        names: &["sql", "plsql", "mysql", "postgresql", "sqlite"],
        keywords: SQL,
        line_comments: &["--"],
        block_comment: Some(("/*", "*/")),
        strings: &["'", "\""],
        traits: &[Trait::NoCase],
    },
    Language {
        names: &["haskell", "hs"],
        keywords: HASKELL,
        line_comments: &["--"],
        block_comment: Some(("{-", "-}")),
        strings: &["\""],
        traits: &[Trait::Types, Trait::Chars],
    },
    Language {
        names: &["erlang", "erl"],
        keywords: ERLANG,
        line_comments: &["%"],
        block_comment: None,
        strings: &["\"", "'"],
        traits: &[],
    },
    Language {
        names: &["ada"],
        keywords: ADA,
        line_comments: &["--"],
        block_comment: None,
        strings: &["\""],
        traits: &[Trait::NoCase, Trait::Chars],
    },
    Language {
        names: &["visualbasic", "vb", "vbnet", "vbscript"],
        keywords: VISUALBASIC,
        line_comments: &["'"],
        block_comment: None,
        strings: &["\""],
        traits: &[Trait::NoCase, Trait::Hash],
    },
    Language {
        names: &["applescript"],
        keywords: APPLESCRIPT,
        line_comments: &["--"],
        block_comment: Some(("(*", "*)")),
        strings: &["\""],
        traits: &[],
    },
    Language {
        names: &["css", "scss", "less", "sass"],
        keywords: CSS,
        line_comments: &[],
        block_comment: Some(("/*", "*/")),
        strings: &["\"", "'"],
        traits: &[Trait::At, Trait::Keys, Trait::Dashes],
    },
    Language {
        names: &["json", "json5"],
        keywords: JSON,
        line_comments: &[],
        block_comment: None,
        strings: &["\""],
        traits: &[Trait::Keys],
    },
    Language {
        names: &["yaml", "yml"],
        keywords: YAML,
        line_comments: &["#"],
        block_comment: None,
        strings: &["\"", "'"],
        traits: &[Trait::Keys, Trait::Dashes, Trait::CommentAfterSpace],
    },
    Language {
        names: &["properties", "ini", "toml", "conf"],
        keywords: PROPERTIES,
        line_comments: &["#"],
        block_comment: None,
        strings: &["\""],
        traits: &[Trait::Dashes, Trait::CommentAfterSpace],
    },
    Language {
        names: &["dockerfile", "docker"],
        keywords: DOCKER,
        line_comments: &["#"],
        block_comment: None,
        strings: &["\"", "'"],
        traits: &[Trait::CommentAfterSpace],
    },
];
