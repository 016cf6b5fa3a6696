# frozen_string_literal: true

# Nine tests of a running server through GitLab's client libraries. run.sh starts the server and sets the
# environment; README.md explains it. Each test makes its own issues, so any order and any repetition will do.

require "minitest/autorun"
require "securerandom"
require_relative "gitlab"

URL = ENV.fetch("JIRA_URL").chomp("/")
EXPECTED = ENV.fetch("JIRA_BASE_URL_EXPECTED", URL).chomp("/")
USER = ENV.fetch("JIRA_USER")
PROJECT = ENV.fetch("JIRA_PROJECT")
SECOND_PROJECT = ENV.fetch("JIRA_SECOND_PROJECT")
CONTEXT_PATH = URI(URL).path
BY_TOKEN = ENV.fetch("JIRA_AUTH", "basic") == "token"

BY_NAME = Settings.new(url: URL, username: USER, password: ENV.fetch("JIRA_PASSWORD"))
GIVEN = BY_TOKEN ? Settings.new(url: URL, token: ENV.fetch("JIRA_TOKEN")) : BY_NAME
ADMIN = { username: ENV.fetch("JIRA_ADMIN_USER"), password: ENV.fetch("JIRA_ADMIN_PASSWORD") }.freeze

class TestGitlab < Minitest::Test
  attr_reader :gitlab

  def setup
    @gitlab = Gitlab.new(GIVEN)
  end

  # What holds for every request of every test, whatever it was about.
  def teardown
    gitlab.journal.each do |exchange|
      assert_equal URI(exchange.asked).normalize.to_s, exchange.landed, "#{exchange} was redirected"
      assert_includes [origin(URL), origin(EXPECTED)], exchange.origin, "#{exchange} left for another host"
      refute_empty exchange.reason.to_s, "#{exchange} was answered without a reason phrase"
      assert_nil exchange.sent["Cookie"], "#{exchange} sent a cookie beside a token" if BY_TOKEN
      next if exchange.answer.blank? || !exchange.status.between?(200, 299)

      assert_match %r{\Aapplication/json\b}, exchange.headers["content-type"], exchange.to_s
    end
  end

  def after_teardown
    super
    return unless ENV["RESULTS"]

    File.write(ENV["RESULTS"], "#{name} #{passed? ? 'pass' : 'FAIL'}\n", mode: "a")
  end

  def test_1_whole_script
    connection = gitlab.test_connection
    assert connection[:success], connection[:error]
    assert_equal "Server", connection[:server]["deploymentType"]
    assert_equal USER, connection[:user]["name"]

    projects = gitlab.projects
    assert_kind_of Array, projects
    assert_empty [PROJECT, SECOND_PROJECT] - projects.map { |project| project["key"] }
    projects.each { |project| assert_members project, "id", "key", "name" }

    types = gitlab.issue_types(PROJECT)
    types.each { |type| assert_members type.attrs, "id", "name", "description", "subtask" }
    assert_empty types.map(&:id) - gitlab.issue_types.map(&:id)

    word = unique_word
    text = "Issue created from vulnerability 1: #{word}"
    created = gitlab.create(PROJECT, task_type(types).id, word, text)
    refute created.has_errors?, created.attrs.inspect
    assert_members created.attrs, "id", "key", "self"

    assert_found [created.key], %(project in (#{PROJECT}) AND description ~ "#{word}" order by created DESC)
    assert_listings
    assert_import(created.key)
    assert_mention(created.key)
    gitlab.close(created.key, "9f1c", commit("9f1c"))
    closed = gitlab.issue(created.key)
    assert gitlab.resolved?(closed)
    assert_equal 2, closed.comments.size
    assert_equal 2, links_of(closed.key).size
    assert_empty gitlab.failures
  end

  def test_2_self_comes_from_configuration
    key = new_issue
    connection = gitlab.test_connection
    assert_equal EXPECTED, connection[:server]["baseUrl"]
    gitlab.mention(key, merge_request(7))
    issue = gitlab.issue(key)
    assert_equal "#{EXPECTED}/rest/api/2/issue/#{issue.id}", issue.self
    link = links_of(key).first
    assert_equal "#{issue.self}/remotelink/#{link.id}", link.self
    gitlab.mention(key, merge_request(7, branch: "other"))
    gitlab.issue(key, expand: "renderedFields,transitions")
    gitlab.projects
    gitlab.issues("project = #{PROJECT} order by updated ASC")
    gitlab.journal.each { |exchange| assert_configured exchange }

    # Only what `self` names may leave for the configured host; the rest goes where the settings say.
    gitlab.journal.each do |exchange|
      follows_self = exchange.to_s.include?("/remotelink") && exchange.verb != :post
      assert_equal origin(follows_self ? EXPECTED : URL), exchange.origin, exchange.to_s
    end
    assert_deaf_to "Host" => "elsewhere.example:8443"
    assert_deaf_to "X-Forwarded-Host" => "elsewhere.example", "X-Forwarded-Proto" => "https",
                   "Forwarded" => "host=elsewhere.example;proto=https"
    assert_empty gitlab.failures
  end

  def test_3_second_mention_adds_nothing
    key = new_issue
    # What commits and titles really contain: unescaped markup, several lines, more than ASCII.
    title = "#{key} [WIP] {*} _a_ !b! |c| \\\\ <i>&amp; \u00fc \u{1f980}\r\nsecond line\n\n  {code} third"
    request = Entity.new(kind: "merge request", title: title, branch: "feature/a-b",
                         url: "https://gitlab.test/g/p/-/merge_requests/7#note_1?x=%20y&z=\u00e9")
    gitlab.mention(key, request)
    issue = gitlab.issue(key)
    assert_equal [request.comment], issue.comments.map(&:body)

    assert_equal ["GET /issue/#{key}"], requests { gitlab.mention(key, request) }

    # The branch is deleted: the text differs, the link is known, so it alone is saved once more.
    link = links_of(key).first
    request.branch = nil
    assert_equal ["GET /issue/#{key}", "GET /issue/#{issue.id}/remotelink",
                  "PUT /issue/#{issue.id}/remotelink/#{link.id}"], requests { gitlab.mention(key, request) }
    assert_equal 1, gitlab.issue(key).comments.size
    assert_equal [[link.id, request.url]], links_of(key).map { |known| [known.id, known.object["url"]] }
    assert_empty gitlab.failures
  end

  def test_4_two_links_both_survive
    key = new_issue
    entities = [merge_request(7), merge_request(8)]
    entities.each { |entity| gitlab.mention(key, entity) }
    links = links_of(key)
    assert_equal entities.map(&:url).sort, links.map { |link| link.object["url"] }.sort
    assert_equal 2, links.map(&:id).uniq.size
    links.each do |link|
      assert_equal "mentioned on", link.relationship
      assert_equal "Merge request - Fix", link.object["title"]
      assert_equal({ "resolved" => false }, link.object["status"].slice("resolved"))
      assert_equal "https://gitlab.test/assets/favicon.png", link.object.dig("icon", "url16x16")
      # Names of members are case-sensitive: `GlobalID` is none of ours.
      refute_equal "GitLab", link.attrs["globalId"]
    end
    assert_empty gitlab.failures
  end

  def test_5_refusals_are_worded
    wrong = GIVEN.dup.tap { |settings| BY_TOKEN ? settings.token += "x" : settings.password += "x" }
    stranger = Gitlab.new(wrong)
    assert_equal({ success: false, error: "Unauthorized" }, stranger.test_connection)
    refusal = assert_raises(JIRA::HTTPError) { stranger.client.User.myself }
    assert_equal [401, "Unauthorized"], [refusal.code, refusal.message]
    assert gitlab.test_connection[:success], "the right credential was refused after a wrong one"

    ["project in (", "nosuchfield = 1", "project = NOSUCHKEY"].each do |jql|
      answer = gitlab.issues(jql)
      assert_equal ["Bad Request", 400], answer.values_at(:error, :status), jql
      assert_kind_of Array, answer[:messages], jql
      refute_empty answer[:messages], jql
      assert_operator gitlab.journal.last.answer.bytesize, :<=, 5000
    end
    assert_includes gitlab.issues("project = NOSUCHKEY")[:messages],
                    "The value 'NOSUCHKEY' does not exist for the field 'project'."

    gitlab.mention("#{PROJECT}-99999999", merge_request(7))
    assert_equal [["issue", 404, "Not Found"]], gitlab.failures.map(&:to_a)

    unsaved = gitlab.create(PROJECT, task_type(gitlab.issue_types(PROJECT)).id, "", "no summary")
    assert unsaved.has_errors?
    refute_empty unsaved.errors["summary"].to_s
  end

  def test_6_cookies_survive_mangling
    assert_cookies_come_back unless BY_TOKEN

    # The gem's own way to sign in by cookie: what it sends afterwards is the mangled cookie alone.
    journal = []
    session = RequestClient.new(jira_client(BY_NAME).options, journal)
    session.make_cookie_auth_request
    assert_equal 200, journal.last.status
    name, value = JSON.parse(journal.last.answer)["session"].values_at("name", "value")
    assert_plain name, value
    answer = session.request(:get, "#{CONTEXT_PATH}/rest/api/2/myself")
    assert_includes journal.last.sent["Cookie"], "#{name}=#{value}"
    assert_equal USER, JSON.parse(answer.body)["name"]

    # A stale session and attributes taken for cookies must not get in the way of a credential that is right.
    stale = { "Cookie" => "#{name}=stale-0123456789abcdef; Max-Age=100; Expires=Thu, 01 Jan 2026 00:00:00 GMT; " \
                          "SameSite=Lax; OBBasicAuth=fromDialog; atlassian.xsrf.token=stale; a=b|c d" }
    key = new_issue
    reader = Gitlab.new(GIVEN).client
    reader.request_client = StaleCookies.new(reader.options, gitlab.journal, stale) unless BY_TOKEN
    assert_equal USER, reader.User.myself.name
    assert reader.Issue.find(key).comments.build.save!(body: "with a stale cookie")
    assert_equal ["with a stale cookie"], gitlab.issue(key).comments.map(&:body)
  end

  def test_7_bare_issue_has_every_member
    key = new_issue(summary: "bare")
    listed = gitlab.issues("project in (#{PROJECT}) order by created DESC")[:issues].find { |issue| issue.key == key }
    assert_listed_members listed
    assert_equal "bare", listed.summary
    assert_equal [], listed.labels
    assert_nil listed.resolutiondate

    [1, 2].each { |number| gitlab.mention(key, merge_request(number)) }
    detail = gitlab.issue(key, expand: "renderedFields")
    assert_listed_members detail
    assert_members detail.fields, "duedate", "description"
    assert_nil detail.duedate
    assert_members detail.renderedFields, "description"
    rendered = detail.renderedFields["comment"]["comments"]
    assert_equal detail.comments.size, rendered.size
    detail.comments.zip(rendered, [1, 2]) do |comment, html, number|
      assert_members comment.attrs, "id", "created", "updated", "author"
      assert_person comment.author
      assert_match(/<a [^>]*href="#{Regexp.escape(merge_request(number).url)}"/, html["body"])
      assert_match(%r{<blockquote>.*Fix.*</blockquote>}m, html["body"])
    end
    worklog = detail.fields["worklog"]
    assert_equal [0, Integer], [worklog["total"], worklog["maxResults"].class] if worklog

    described = gitlab.issue(new_issue(description: "a *bold* [word|https://gitlab.test/]"), expand: "renderedFields")
    assert_match %r{<(b|strong)>bold</\1>}, described.renderedFields["description"]
    assert_empty gitlab.failures
  end

  def test_8_transitions_and_solved_comment
    automatic = new_issue
    url = commit("abc123")
    assert_equal ["GET /issue/#{automatic}?expand=transitions", "POST transitions", "GET /issue/#{automatic}",
                  "GET remotelink", "POST comment", "POST remotelink"],
                 requests { gitlab.close(automatic, "abc123", url) }.map { |line| line.sub(%r{/issue/\d+/}, "") }
    assert_solved automatic, url, ["Issue solved with [abc123|#{url}]."]
    # A second commit finds it resolved and leaves it alone.
    assert_equal 1, requests { gitlab.close(automatic, "def456", commit("def456")) }.size

    progress, done = ids_to_done
    by_ids = new_issue
    # The commit was mentioned before: no comment, but its link turns resolved.
    mentioned = Entity.new(kind: "commit", title: "Fix", url: url)
    gitlab.mention(by_ids, mentioned)
    gitlab.close(by_ids, "abc123", url, by: "#{progress}; #{done}")
    assert_solved by_ids, url, [mentioned.comment]
    assert_empty gitlab.failures

    refused = new_issue
    before = gitlab.issue(refused).status.name
    assert_equal 2, requests { gitlab.close(refused, "abc123", url, by: "999999,#{progress}") }.size
    assert_equal [["transition", 400, "Bad Request"]], gitlab.failures.map(&:to_a)
    assert_equal before, gitlab.issue(refused).status.name
  end

  def test_9_transitions_only_when_expanded
    key = new_issue
    plain = gitlab.issue(key)
    refute_includes plain.attrs.keys, "transitions"
    refute_includes plain.attrs.keys, "renderedFields"
    refute_includes gitlab.issue(key, expand: "renderedFields").attrs.keys, "transitions"

    both = gitlab.issue(key, expand: "renderedFields,transitions")
    assert_includes gitlab.journal.last.to_s, "expand=renderedFields%2Ctransitions"
    assert_includes both.attrs.keys, "renderedFields"
    refute_empty both.transitions.to_a
    both.transitions.each do |transition|
      assert_members transition.attrs, "id", "name", "to"
      assert_includes %w[new indeterminate done], transition.to.statusCategory["key"]
    end
    assert_empty gitlab.failures
  end

  private

  # Making things

  # Returns the key of a new issue, made by the administrator.
  def new_issue(summary: "For GitLab", **fields)
    fields = { project: { key: PROJECT }, issuetype: { name: "Task" }, summary: summary }.merge(fields)
    answer = HTTParty.post("#{URL}/rest/api/2/issue", basic_auth: ADMIN, body: { fields: fields }.to_json,
                                                      headers: { "Content-Type" => "application/json" })
    assert_equal 201, answer.code, answer.body
    answer["key"]
  end

  def merge_request(number, branch: nil)
    Entity.new(kind: "merge request", title: "Fix", branch: branch,
               url: "https://gitlab.test/g/p/-/merge_requests/#{number}")
  end

  def commit(sha)
    "https://gitlab.test/g/p/-/commit/#{sha}"
  end

  # Returns letters only, so that every text index takes it for one word.
  def unique_word
    "zq" + SecureRandom.hex(8).tr("0-9", "g-p")
  end

  def task_type(types)
    types.find { |type| type.name == "Task" } || flunk("no issue type Task")
  end

  # Looking at things

  def origin(url)
    URI.join(url, "/").to_s.chomp("/")
  end

  # Returns the requests of the block, as "GET /issue/10000" below the API's path.
  def requests
    before = gitlab.journal.size
    yield
    gitlab.journal.drop(before).map { |exchange| exchange.to_s.sub("#{CONTEXT_PATH}/rest/api/2", "") }
  end

  def links_of(key)
    gitlab.issue(key).remotelink.all
  end

  # Returns the transitions by which a new issue gets to work in progress and from there to done.
  def ids_to_done
    key = new_issue
    %w[indeterminate done].map do |category|
      issue = gitlab.issue(key, expand: "transitions")
      id = issue.transitions.find { |transition| transition.to.statusCategory["key"] == category }.id
      issue.transitions.build.save!(transition: { id: id })
      id
    end
  end

  def selves(json)
    case json
    when Hash then json.flat_map { |name, value| name == "self" ? [value] : selves(value) }
    when Array then json.flat_map { |value| selves(value) }
    else []
    end
  end

  # Asserting things

  def assert_members(hash, *names)
    assert_empty names - hash.keys, "missing in #{hash.keys}"
  end

  def assert_person(person)
    assert_members person, "displayName", "name", "avatarUrls"
    assert_members person["avatarUrls"], "48x48"
  end

  # What GitLab's pages read from an issue of the list; a member that is missing is an error 500 there.
  def assert_listed_members(issue)
    assert_members issue.attrs, "id", "key", "self"
    assert_members issue.fields, "summary", "created", "updated", "resolutiondate", "status", "labels",
                   "reporter", "assignee", "issuetype", "priority", "project"
    [issue.created, issue.updated].each { |time| assert_match(/\A\d{4}(-\d\d){2}T[\d:]{8}\.\d{3}[+-]\d{4}\z/, time) }
    refute_empty issue.status.name
    assert_includes %w[new indeterminate done], issue.status.statusCategory["key"]
    assert_person issue.reporter.attrs
    assert_person issue.assignee.attrs if issue.assignee
  end

  def assert_found(keys, jql)
    answer = gitlab.issues(jql)
    assert_nil answer[:error], "#{jql}: #{answer[:messages]}"
    assert_equal keys, answer[:issues].map(&:key), jql
    assert_equal keys.size, answer[:total]
  end

  # The forms of JQL GitLab writes. Reporter and assignee are display names.
  def assert_listings
    word = unique_word
    key = new_issue(summary: "one #{word}", labels: %w[ops gitlab])
    issue = gitlab.issue(key)
    person = issue.reporter.displayName
    mine = %((summary ~ "#{word}" OR description ~ "#{word}"))
    assert_found [key], %(project in (#{PROJECT},#{SECOND_PROJECT}) AND labels = "ops" AND labels = "gitlab" ) +
                        %(AND status = "#{issue.status.name}" AND reporter = "#{person}" AND #{mine} order by created DESC)
    assert_found [], %(project in (#{PROJECT}) AND assignee = "#{person}" AND #{mine} AND labels = "ops" ) +
                     %(AND statusCategory = Done order by updated ASC)

    second = new_issue
    first_page, second_page = [1, 2].map { |page| gitlab.issues("order by created DESC", page: page, per_page: 1) }
    assert_equal [[0, 1], [1, 1]], [first_page, second_page].map { |page| [page[:start_at], page[:issues].size] }
    assert_equal [second, key], [first_page, second_page].map { |page| page[:issues].first.key }
    assert_operator first_page[:total], :>=, 2
    whole = gitlab.issues("project = #{PROJECT} order by updated ASC", per_page: 1000, fields: "*all")
    assert_equal 1000, whole[:max_results], "a smaller page makes GitLab's import skip issues"
  end

  def assert_import(key)
    imported = gitlab.import_issues(PROJECT)
    assert_includes imported.map(&:key), key
    assert_equal imported.size, gitlab.issues("project = #{PROJECT}", per_page: 1)[:total]
    imported.each do |issue|
      assert_members issue.fields, "summary", "description", "created", "updated", "labels", "fixVersions", "duedate"
      assert_includes %w[new indeterminate done], issue.status.statusCategory["key"]
      assert_members issue.reporter.attrs, "key" if issue.reporter
    end

    users = gitlab.import_users
    assert_users users if CONTEXT_PATH.empty?
    assert_nil users unless CONTEXT_PATH.empty?
    assert_nil gitlab.import_labels
    # Both miss the context path; without one only the labels, unknown to Jira Server, are not found.
    statuses = gitlab.failures.reject { |failure| failure.request == "import users" && failure.status == 403 }
    assert_equal [404], statuses.map(&:status).uniq
    gitlab.failures.clear
  end

  # Two quotes mean everybody, to those who may browse users.
  def assert_users(users)
    may = gitlab.client.get("/rest/api/2/mypermissions").parsed_response.dig("permissions", "USER_PICKER", "havePermission")
    return assert_empty users.to_a unless may

    assert_includes users.map { |user| user["name"] }, USER
    users.each { |user| assert_members user, "key", "name", "emailAddress" }
  end

  def assert_mention(key)
    entity = merge_request(7, branch: "main")
    id = gitlab.issue(key).id
    assert_equal ["GET /issue/#{key}", "GET /issue/#{id}/remotelink", "POST /issue/#{id}/comment",
                  "POST /issue/#{id}/remotelink"], requests { gitlab.mention(key, entity) }
    assert_equal [entity.comment], gitlab.issue(key).comments.map(&:body)
    assert_equal [entity.url], links_of(key).map { |link| link.object["url"] }
  end

  def assert_solved(key, url, comments)
    issue = gitlab.issue(key)
    refute_empty issue.resolution["name"]
    refute_nil issue.resolutiondate
    assert_equal "done", issue.status.statusCategory["key"]
    assert_equal comments, issue.comments.map(&:body)
    assert_equal [[url, "Solved by commit abc123.", true]],
                 links_of(key).map { |link| [link.object["url"], link.object["title"], link.object["status"]["resolved"]] }
  end

  # Every `self` of the answer begins with the configured address.
  def assert_configured(exchange)
    return if exchange.answer.blank?

    strange = selves(JSON.parse(exchange.answer)).reject { |url| url.start_with?("#{EXPECTED}/") }
    assert_empty strange, exchange.to_s
  end

  def assert_deaf_to(headers)
    key = new_issue
    client = gitlab.client
    %W[issue/#{key}?expand=transitions myself project search?jql=key=#{key}].each do |path|
      client.get("#{CONTEXT_PATH}/rest/api/2/#{path}", headers)
      refute_empty selves(JSON.parse(gitlab.journal.last.answer)), path
      assert_configured gitlab.journal.last
    end
  end

  # One client, several requests: each cookie set by one is sent by the next exactly as it was set.
  def assert_cookies_come_back
    client = gitlab.client
    client.ServerInfo.all
    given = gitlab.journal.last.headers.get_fields("set-cookie").to_a.map { |line| line[/\A[^;]*/].split("=", 2) }
    given.each { |name, value| assert_plain name, value }
    assert_equal USER, client.User.myself.name
    sent = gitlab.journal.last.sent["Cookie"].split("; ")
    assert_includes sent, "OBBasicAuth=fromDialog"
    assert_empty given.map { |pair| pair.join("=") } - sent
  end

  # The gem splits values at `&` and decodes `+` and `%`.
  def assert_plain(*texts)
    texts.each { |text| assert_match(/\A[A-Za-z0-9._-]*\z/, text) }
  end

  # Sends the same cookies each time, whatever it is given.
  class StaleCookies < RequestClient
    def initialize(options, journal, headers)
      super(options, journal)
      @stale = headers.fetch("Cookie")
    end

    def cookie_line
      @stale
    end
  end
end
