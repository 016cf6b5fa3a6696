-- The words of issues and comments: issues::text writes them and says which row is whose. On SQLite a
-- virtual table of FTS5 that keeps no texts; the words come taken apart, so that its tokenizer only has
-- to divide at blanks.
{sqlite} create virtual table word_index using fts5 (summary, description, environment, comment, content = '', contentless_delete = 1, tokenize = 'ascii');
{postgres} create table word_index (id bigint primary key, words tsvector not null);
{postgres} create index word_index_by_words on word_index using gin (words);

-- Each word that stands, or stood, in a text, and what it is reduced to.
create table known_word (word text not null primary key, stem text not null);
create index known_word_by_stem on known_word (stem);
