#!/usr/bin/env bash
# Runs test_gitlab.rb against a `bailiwick demo` it starts: by password and by token, each at the root of a
# host, below a context path, and behind an address that is not the one of the base URL. See README.md.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
results=$here/results.txt
bailiwick=
read -r -a databases <<<"${BAILIWICK_DATABASE_URLS:-}"

usage() {
  echo "usage: run.sh BAILIWICK [--database-url URL]... [--results FILE]" >&2
  exit 2
}

while (($#)); do
  case $1 in
    --database-url) (($# > 1)) || usage; databases+=("$2"); shift 2 ;;
    --results) (($# > 1)) || usage; results=$2; shift 2 ;;
    -*) usage ;;
    *) [[ -z $bailiwick ]] || usage; bailiwick=$1; shift ;;
  esac
done
[[ -n $bailiwick ]] || usage
if ((${#databases[@]} != 0 && ${#databases[@]} != 3)); then
  echo "run.sh: the server starts three times and wants a fresh database each: three URLs, or none" >&2
  exit 2
fi

work=$(mktemp -d)
server=

stop() {
  [[ -n $server ]] || return 0
  kill "$server" 2>/dev/null || true
  for _ in $(seq 100); do
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
  done
  kill -KILL "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  server=
}
trap 'stop; rm -rf "$work"' EXIT

free_port() {
  ruby -rsocket -e 'puts TCPServer.open("127.0.0.1", 0) { |socket| socket.addr[1] }'
}

# Starts the server with the arguments and exports what its first line says.
start() {
  local database=()
  if ((${#databases[@]})); then
    database=(--database-url "${databases[0]}")
    databases=("${databases[@]:1}")
  fi
  : >"$work/hello"
  "$bailiwick" demo --json "$@" "${database[@]}" >"$work/hello" 2>"$work/log" &
  server=$!
  for _ in $(seq 600); do
    [[ $(wc -l <"$work/hello") -eq 0 ]] || break
    if ! kill -0 "$server" 2>/dev/null; then
      break
    fi
    sleep 0.1
  done
  local exports
  if [[ ! -s $work/hello ]] || ! exports=$(head -n 1 "$work/hello" | ruby -rjson -rshellwords -e '
      hello = JSON.parse($stdin.read)
      hello["verified"] == true or abort "run.sh: the demo did not verify its own set-up"
      projects = hello.fetch("projects")
      {
        JIRA_URL: hello.fetch("url"),
        JIRA_USER: hello.fetch("gitlab").fetch("username"),
        JIRA_PASSWORD: hello.fetch("gitlab").fetch("password"),
        JIRA_TOKEN: hello.fetch("gitlab").fetch("token"),
        JIRA_ADMIN_USER: hello.fetch("admin").fetch("username"),
        JIRA_ADMIN_PASSWORD: hello.fetch("admin").fetch("password"),
        JIRA_PROJECT: projects.fetch(0),
        JIRA_SECOND_PROJECT: projects.fetch(1)
      }.each { |name, value| puts "export #{name}=#{value.shellescape}" }
    '); then
    echo "run.sh: bailiwick demo $* did not start; its log:" >&2
    cat "$work/log" >&2
    exit 1
  fi
  eval "$exports"
  # Whoever reads the line must get the base URL it was started with.
  export JIRA_BASE_URL_EXPECTED=$JIRA_URL
}

# Runs the nine tests in both modes of signing in, one column of the summary each.
columns=()
run() {
  local where=$1 auth outcome
  for auth in basic token; do
    outcome=$work/column-${#columns[@]}
    columns+=("$auth $where")
    : >"$outcome"
    if ! RESULTS=$outcome JIRA_AUTH=$auth ruby "$here/test_gitlab.rb" >"$work/output" 2>&1; then
      echo "== $auth, $where" >&2
      cat "$work/output" >&2
    fi
  done
}

expect_url() {
  [[ $JIRA_URL == "$1" ]] && return
  echo "run.sh: started with --base-url $1, but the first line says $JIRA_URL" >&2
  exit 1
}

start --listen 127.0.0.1:0
run root
stop

port=$(free_port)
start --listen "127.0.0.1:$port" --base-url "http://127.0.0.1:$port/jira"
expect_url "http://127.0.0.1:$port/jira"
run /jira
stop

port=$(free_port)
start --listen "127.0.0.1:$port" --base-url "http://localhost:$port"
expect_url "http://localhost:$port"
export JIRA_URL=http://127.0.0.1:$port
run alias
stop

# Neither times, nor ports, nor paths: the same run gives the same file, whatever the database.
ruby -e '
  require "active_support/version"
  require "httparty"
  require "jira/version"
  require "minitest"
  work, source, *columns = ARGV
  versions = { "ruby" => RUBY_VERSION, "jira-ruby" => JIRA::VERSION, "httparty" => HTTParty::VERSION,
               "activesupport" => ActiveSupport::VERSION::STRING, "minitest" => Minitest::VERSION }
  puts "GitLab'\''s client libraries against bailiwick; written by run.sh, explained in README.md."
  puts versions.map { |name, version| "#{name} #{version}" }.join(", ")
  puts
  tests = File.read(source).scan(/^  def (test_\w+)/).flatten
  outcomes = columns.each_with_index.to_h { |column, idx| [column, File.readlines("#{work}/column-#{idx}").to_h(&:split)] }
  row = ->(name, cells) { puts format("%-42s" + "%-13s" * cells.size, name, *cells).rstrip }
  row["", columns]
  tests.each { |test| row[test, columns.map { |column| outcomes[column].fetch(test, "FAIL") }] }
  passed = outcomes.values.sum { |outcome| tests.count { |test| outcome[test] == "pass" } }
  puts
  puts "#{passed} of #{tests.size * columns.size} passed"
  exit passed == tests.size * columns.size
' "$work" "$here/test_gitlab.rb" "${columns[@]}" >"$work/summary" && passed=true || passed=false
cp "$work/summary" "$results"
cat "$results"
$passed
