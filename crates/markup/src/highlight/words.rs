//! The words that are special in the languages of `languages.rs`, each list sorted.

#[rustfmt::skip]
pub const C: &[&str] = &[
    "BOOL", "NO", "NULL", "YES", "auto", "bool", "break", "case", "char", "const", "continue",
    "default", "do", "double", "else", "enum", "extern", "false", "float", "for", "goto", "id",
    "if", "inline", "int", "long", "nil", "register", "restrict", "return", "self", "short",
    "signed", "size_t", "sizeof", "static", "struct", "switch", "true", "typedef", "union",
    "unsigned", "void", "volatile", "while",
];

#[rustfmt::skip]
pub const CPP: &[&str] = &[
    "NULL", "alignas", "alignof", "and", "auto", "bool", "break", "case", "catch", "char",
    "class", "co_await", "co_return", "co_yield", "concept", "const", "const_cast", "consteval",
    "constexpr", "constinit", "continue", "decltype", "default", "delete", "do", "double",
    "dynamic_cast", "else", "enum", "explicit", "export", "extern", "false", "final", "float",
    "for", "friend", "goto", "if", "import", "inline", "int", "long", "module", "mutable",
    "namespace", "new", "noexcept", "not", "nullptr", "operator", "or", "override", "private",
    "protected", "public", "register", "reinterpret_cast", "requires", "restrict", "return",
    "short", "signed", "size_t", "sizeof", "static", "static_assert", "static_cast", "struct",
    "switch", "template", "this", "thread_local", "throw", "true", "try", "typedef", "typeid",
    "typename", "union", "unsigned", "using", "virtual", "void", "volatile", "wchar_t", "while",
];

#[rustfmt::skip]
pub const CSHARP: &[&str] = &[
    "abstract", "as", "async", "await", "base", "bool", "break", "byte", "case", "catch", "char",
    "checked", "class", "const", "continue", "decimal", "default", "delegate", "do", "double",
    "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for",
    "foreach", "get", "goto", "if", "implicit", "in", "init", "int", "interface", "internal",
    "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out", "override",
    "params", "partial", "private", "protected", "public", "readonly", "record", "ref",
    "required", "return", "sbyte", "sealed", "set", "short", "sizeof", "static", "string",
    "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked",
    "unsafe", "ushort", "using", "value", "var", "virtual", "void", "volatile", "when", "where",
    "while", "yield",
];

#[rustfmt::skip]
pub const JAVA: &[&str] = &[
    "abstract", "assert", "boolean", "break", "byte", "case", "catch", "char", "class", "const",
    "continue", "default", "do", "double", "else", "enum", "extends", "false", "final", "finally",
    "float", "for", "goto", "if", "implements", "import", "instanceof", "int", "interface",
    "long", "native", "new", "null", "package", "permits", "private", "protected", "public",
    "record", "return", "sealed", "short", "static", "strictfp", "super", "switch",
    "synchronized", "this", "throw", "throws", "transient", "true", "try", "var", "void",
    "volatile", "while", "yield",
];

#[rustfmt::skip]
pub const KOTLIN: &[&str] = &[
    "abstract", "as", "break", "by", "catch", "class", "companion", "const", "constructor",
    "continue", "data", "do", "else", "enum", "false", "final", "finally", "for", "fun", "get",
    "if", "import", "in", "init", "inline", "interface", "internal", "is", "it", "lateinit",
    "null", "object", "open", "operator", "out", "override", "package", "private", "protected",
    "public", "return", "sealed", "set", "super", "suspend", "this", "throw", "true", "try",
    "typealias", "val", "var", "vararg", "when", "where", "while",
];

#[rustfmt::skip]
pub const GROOVY: &[&str] = &[
    "abstract", "as", "assert", "boolean", "break", "byte", "case", "catch", "char", "class",
    "const", "continue", "def", "default", "do", "double", "else", "enum", "extends", "false",
    "final", "finally", "float", "for", "goto", "if", "implements", "import", "in", "instanceof",
    "int", "interface", "it", "long", "native", "new", "null", "package", "permits", "private",
    "protected", "public", "record", "return", "sealed", "short", "static", "strictfp", "super",
    "switch", "synchronized", "this", "throw", "throws", "trait", "transient", "true", "try",
    "var", "void", "volatile", "while", "yield",
];

#[rustfmt::skip]
pub const SCALA: &[&str] = &[
    "abstract", "case", "catch", "class", "def", "do", "else", "enum", "extends", "extension",
    "false", "final", "finally", "for", "forSome", "given", "if", "implicit", "import", "inline",
    "lazy", "macro", "match", "new", "null", "object", "opaque", "override", "package", "private",
    "protected", "return", "sealed", "super", "then", "this", "throw", "trait", "true", "try",
    "type", "using", "val", "var", "while", "with", "yield",
];

#[rustfmt::skip]
pub const JAVASCRIPT: &[&str] = &[
    "as", "async", "await", "break", "case", "catch", "class", "const", "continue", "debugger",
    "declare", "default", "delete", "do", "else", "enum", "export", "extends", "false", "finally",
    "for", "from", "function", "get", "if", "implements", "import", "in", "instanceof",
    "interface", "keyof", "let", "namespace", "new", "null", "of", "package", "private",
    "protected", "public", "readonly", "return", "set", "static", "super", "switch", "this",
    "throw", "true", "try", "type", "typeof", "undefined", "var", "void", "while", "with",
    "yield",
];

#[rustfmt::skip]
pub const ACTIONSCRIPT: &[&str] = &[
    "as", "async", "await", "break", "case", "catch", "class", "const", "continue", "debugger",
    "declare", "default", "delete", "do", "dynamic", "each", "else", "enum", "export", "extends",
    "false", "final", "finally", "for", "from", "function", "get", "if", "implements", "import",
    "in", "include", "instanceof", "interface", "internal", "intrinsic", "is", "keyof", "let",
    "namespace", "native", "new", "null", "of", "override", "package", "private", "protected",
    "public", "readonly", "return", "set", "static", "super", "switch", "this", "throw", "true",
    "try", "type", "typeof", "undefined", "use", "var", "void", "while", "with", "yield",
];

#[rustfmt::skip]
pub const GO: &[&str] = &[
    "any", "append", "bool", "break", "byte", "cap", "case", "chan", "close", "const", "continue",
    "copy", "default", "defer", "delete", "else", "error", "fallthrough", "false", "float32",
    "float64", "for", "func", "go", "goto", "if", "import", "int", "int16", "int32", "int64",
    "int8", "interface", "iota", "len", "make", "map", "new", "nil", "package", "panic", "print",
    "println", "range", "recover", "return", "rune", "select", "string", "struct", "switch",
    "true", "type", "uint", "uint16", "uint32", "uint64", "uint8", "uintptr", "var",
];

#[rustfmt::skip]
pub const RUST: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "bool", "box", "break", "char", "const",
    "continue", "crate", "dyn", "else", "enum", "extern", "f32", "f64", "false", "fn", "for",
    "i128", "i16", "i32", "i64", "i8", "if", "impl", "in", "isize", "let", "loop", "macro_rules",
    "match", "mod", "move", "mut", "pub", "ref", "return", "self", "static", "str", "struct",
    "super", "trait", "true", "try", "type", "u128", "u16", "u32", "u64", "u8", "unsafe", "use",
    "usize", "where", "while", "yield",
];

#[rustfmt::skip]
pub const SWIFT: &[&str] = &[
    "Any", "Self", "actor", "as", "associatedtype", "async", "await", "break", "case", "catch",
    "class", "continue", "default", "defer", "deinit", "do", "else", "enum", "extension",
    "fallthrough", "false", "fileprivate", "final", "for", "func", "get", "guard", "if", "import",
    "in", "indirect", "init", "inout", "internal", "is", "lazy", "let", "mutating", "nil", "open",
    "operator", "override", "private", "protocol", "public", "repeat", "required", "rethrows",
    "return", "self", "set", "some", "static", "struct", "subscript", "super", "switch", "throw",
    "throws", "true", "try", "typealias", "unowned", "var", "weak", "where", "while",
];

#[rustfmt::skip]
pub const PYTHON: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "case", "class",
    "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if",
    "import", "in", "is", "lambda", "match", "nonlocal", "not", "or", "pass", "raise", "return",
    "self", "try", "while", "with", "yield",
];

#[rustfmt::skip]
pub const RUBY: &[&str] = &[
    "BEGIN", "END", "alias", "and", "attr_accessor", "attr_reader", "attr_writer", "begin",
    "break", "case", "class", "def", "defined", "do", "else", "elsif", "end", "ensure", "extend",
    "false", "for", "if", "in", "include", "module", "new", "next", "nil", "not", "or", "private",
    "protected", "public", "puts", "raise", "redo", "require", "require_relative", "rescue",
    "retry", "return", "self", "super", "then", "true", "undef", "unless", "until", "when",
    "while", "yield",
];

#[rustfmt::skip]
pub const PERL: &[&str] = &[
    "and", "chomp", "cmp", "continue", "defined", "delete", "die", "do", "each", "else", "elsif",
    "eq", "exists", "exit", "for", "foreach", "ge", "given", "gt", "if", "keys", "last", "le",
    "local", "lt", "map", "my", "ne", "next", "no", "not", "or", "our", "package", "print",
    "push", "redo", "return", "scalar", "shift", "split", "sub", "undef", "unless", "until",
    "use", "values", "wantarray", "when", "while", "xor",
];

#[rustfmt::skip]
pub const PHP: &[&str] = &[
    "abstract", "and", "array", "as", "break", "callable", "case", "catch", "class", "clone",
    "const", "continue", "declare", "default", "do", "echo", "else", "elseif", "empty", "enum",
    "extends", "false", "final", "finally", "fn", "for", "foreach", "function", "global", "goto",
    "if", "implements", "include", "include_once", "instanceof", "insteadof", "interface",
    "isset", "list", "match", "namespace", "new", "null", "or", "parent", "print", "private",
    "protected", "public", "readonly", "require", "require_once", "return", "self", "static",
    "switch", "this", "throw", "trait", "true", "try", "unset", "use", "var", "while", "xor",
    "yield",
];

#[rustfmt::skip]
pub const R: &[&str] = &[
    "FALSE", "Inf", "NA", "NULL", "NaN", "TRUE", "break", "else", "for", "function", "if", "in",
    "library", "next", "repeat", "require", "return", "source", "while",
];

#[rustfmt::skip]
pub const LUA: &[&str] = &[
    "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in",
    "local", "nil", "not", "or", "repeat", "return", "self", "then", "true", "until", "while",
];

#[rustfmt::skip]
pub const BASH: &[&str] = &[
    "alias", "break", "case", "cd", "continue", "declare", "do", "done", "echo", "elif", "else",
    "esac", "eval", "exec", "exit", "export", "fi", "for", "function", "if", "in", "local",
    "printf", "read", "readonly", "return", "select", "set", "shift", "source", "then", "trap",
    "typeset", "unset", "until", "while",
];

#[rustfmt::skip]
pub const POWERSHELL: &[&str] = &[
    "begin", "break", "catch", "class", "continue", "data", "do", "dynamicparam", "else",
    "elseif", "end", "enum", "exit", "filter", "finally", "for", "foreach", "function", "if",
    "in", "param", "process", "return", "switch", "throw", "trap", "try", "until", "using",
    "while",
];

#[rustfmt::skip]
pub const SQL: &[&str] = &[
    "add", "all", "alter", "and", "any", "as", "asc", "authorization", "avg", "begin", "between",
    "bigint", "boolean", "by", "cascade", "case", "cast", "char", "check", "column", "commit",
    "conflict", "constraint", "count", "create", "cross", "current", "database", "date",
    "declare", "default", "delete", "desc", "distinct", "do", "drop", "else", "end", "except",
    "exists", "explain", "false", "fetch", "first", "for", "foreign", "from", "full", "function",
    "grant", "group", "having", "if", "ilike", "in", "index", "inner", "insert", "int", "integer",
    "intersect", "into", "is", "join", "key", "last", "left", "like", "limit", "max", "min",
    "natural", "not", "null", "nulls", "numeric", "offset", "on", "or", "order", "outer", "over",
    "partition", "primary", "procedure", "references", "returning", "revoke", "right", "rollback",
    "row", "rows", "select", "set", "sum", "table", "temporary", "text", "then", "time",
    "timestamp", "to", "transaction", "trigger", "true", "truncate", "union", "unique", "update",
    "using", "values", "varchar", "view", "when", "where", "window", "with",
];

#[rustfmt::skip]
pub const HASKELL: &[&str] = &[
    "as", "case", "class", "data", "default", "deriving", "do", "else", "family", "forall",
    "foreign", "hiding", "if", "import", "in", "infix", "infixl", "infixr", "instance", "let",
    "module", "newtype", "of", "qualified", "then", "type", "where",
];

#[rustfmt::skip]
pub const ERLANG: &[&str] = &[
    "after", "and", "andalso", "band", "begin", "bnot", "bor", "bsl", "bsr", "bxor", "case",
    "catch", "div", "else", "end", "fun", "if", "let", "maybe", "not", "of", "or", "orelse",
    "receive", "rem", "try", "when", "xor",
];

#[rustfmt::skip]
pub const ADA: &[&str] = &[
    "abort", "abs", "abstract", "accept", "access", "aliased", "all", "and", "array", "at",
    "begin", "body", "case", "constant", "declare", "delay", "delta", "digits", "do", "else",
    "elsif", "end", "entry", "exception", "exit", "for", "function", "generic", "goto", "if",
    "in", "interface", "is", "limited", "loop", "mod", "new", "not", "null", "of", "or", "others",
    "out", "overriding", "package", "pragma", "private", "procedure", "protected", "raise",
    "range", "record", "rem", "renames", "requeue", "return", "reverse", "select", "separate",
    "subtype", "synchronized", "tagged", "task", "terminate", "then", "type", "until", "use",
    "when", "while", "with", "xor",
];

#[rustfmt::skip]
pub const VISUALBASIC: &[&str] = &[
    "addhandler", "and", "andalso", "as", "boolean", "byref", "byval", "call", "case", "catch",
    "class", "const", "continue", "date", "dim", "do", "double", "each", "else", "elseif", "end",
    "enum", "exit", "false", "finally", "for", "friend", "function", "get", "goto", "handles",
    "if", "implements", "imports", "in", "inherits", "integer", "interface", "is", "let", "like",
    "long", "loop", "me", "mod", "module", "mustinherit", "mybase", "namespace", "new", "next",
    "not", "nothing", "of", "on", "option", "optional", "or", "orelse", "overridable",
    "overrides", "private", "property", "protected", "public", "raiseevent", "readonly", "redim",
    "return", "select", "set", "shadows", "shared", "single", "static", "step", "stop", "string",
    "structure", "sub", "then", "throw", "to", "true", "try", "until", "using", "wend", "when",
    "while", "with", "withevents", "xor",
];

#[rustfmt::skip]
pub const APPLESCRIPT: &[&str] = &[
    "about", "above", "after", "against", "and", "apart", "application", "as", "at", "back",
    "before", "beginning", "behind", "below", "beneath", "beside", "between", "but", "by",
    "considering", "contain", "contains", "continue", "copy", "does", "else", "end", "equal",
    "equals", "error", "every", "exit", "false", "first", "for", "from", "get", "global", "if",
    "ignoring", "in", "instead", "into", "is", "it", "its", "last", "local", "me", "middle",
    "mod", "my", "not", "of", "on", "or", "prop", "property", "put", "ref", "reference", "repeat",
    "return", "returning", "script", "second", "set", "some", "tell", "that", "the", "then",
    "third", "through", "thru", "timeout", "times", "to", "transaction", "true", "try", "until",
    "where", "while", "whose", "with", "without",
];

#[rustfmt::skip]
pub const CSS: &[&str] = &[
    "auto", "important", "inherit", "initial", "none", "unset",
];

#[rustfmt::skip]
pub const JSON: &[&str] = &[
    "false", "null", "true",
];

#[rustfmt::skip]
pub const YAML: &[&str] = &[
    "false", "no", "null", "off", "on", "true", "yes",
];

#[rustfmt::skip]
pub const PROPERTIES: &[&str] = &[
    "false", "true",
];

#[rustfmt::skip]
pub const DOCKER: &[&str] = &[
    "ADD", "ARG", "AS", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK",
    "LABEL", "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
];
