# frozen_string_literal: true

# The calls GitLab's "Jira issues" integration makes, in its order, with its decisions in between.
# Numbers in comments (#4) are those of the request table this was written from; see README.md.
# Written from the observable behavior; none of it is GitLab's source.

require_relative "driver"

# Something in GitLab that names an issue: a commit, a merge request, an issue, a note, a snippet.
Entity = Struct.new(:kind, :title, :url, :branch, keyword_init: true) do
  # Returns the comment: one sentence of wiki markup, the title in it unescaped.
  def comment
    on_branch = " on branch [#{branch}|https://gitlab.test/g/p/-/tree/#{branch}]" if branch
    "[Jo Doe|https://gitlab.test/jo] mentioned this issue in [a #{kind}|#{url}] " \
      "of [G / P|https://gitlab.test/g/p]#{on_branch}:{quote}#{title}{quote}"
  end

  def link_title
    "#{kind.capitalize} - #{title.lines.first.to_s.chomp}"
  end
end

class Gitlab
  API = "/rest/api/2"
  LIST_FIELDS = "assignee,created,creator,id,issuetype,key,labels,priority,project,reporter,resolutiondate," \
                "status,statuscategorychangeddate,summary,updated,description"
  IMPORT_PAGE = 1000

  # A request that did not succeed; GitLab logs it and goes on as if there were nothing.
  Failure = Struct.new(:request, :status, :message)

  attr_reader :journal, :failures

  def initialize(settings)
    @settings = settings
    @journal = []
    @failures = []
  end

  # Returns a new client, with none of the cookies of the one before.
  def client
    jira_client(@settings, @journal)
  end

  # "Test settings" (#1, #2): each on a client of its own. Raises what the form would show.
  def test_connection
    server = client.ServerInfo.all.attrs
    user = client.User.myself.attrs
    { success: server.present? && user.present?, server: server, user: user }
  rescue JIRA::HTTPError => e
    { success: false, error: e.message }
  end

  # The issue view (#15), the push check (#19) and the start of everything below (#4).
  def issue(key, **options)
    guarded("issue") { client.Issue.find(key, options) }
  end

  # A mention (#4 to #8): silent when the comment is there already or the issue cannot be read.
  def mention(key, entity)
    issue = issue(key)
    return if issue.nil? || issue.comments.any? { |comment| comment.body.include?(entity.comment) }

    say(issue, entity.comment, link(entity.url, entity.link_title, resolved: false))
  end

  # "Closes KEY" by a commit (#9 to #12). `by` is `:category`, or the transition ids as typed into the form.
  def close(key, commit_sha, commit_url, by: :category)
    issue = by == :category ? issue(key, expand: "transitions") : issue(key)
    return if issue.nil? || resolved?(issue)
    return unless by == :category ? transition_to_done(issue) : transition_by_ids(issue, by)

    closed = issue(key)
    return unless closed && resolved?(closed)

    say(closed, "Issue solved with [#{commit_sha}|#{commit_url}].",
        link(commit_url, "Solved by commit #{commit_sha}.", resolved: true))
  end

  # The projects of the import form (#13), parsed by HTTParty and not by the gem.
  def projects
    guarded("projects") { client.get("#{base}/project").parsed_response }
  end

  # The issue list (#14). Returns issues and totals, or the text the page would show.
  def issues(jql, page: 1, per_page: 100, fields: LIST_FIELDS)
    answer = client.get("#{base}/search?jql=#{CGI.escape(jql)}&maxResults=#{per_page}" \
                        "&startAt=#{(page - 1) * per_page}&fields=#{fields}").parsed_response
    # The client of the built issues is never asked anything, but the gem wants one.
    { issues: answer["issues"].map { |attrs| JIRA::Resource::Issue.build(client, attrs) },
      total: answer["total"], start_at: answer["startAt"], max_results: answer["maxResults"] }
  rescue JIRA::HTTPError => e
    { error: e.message, status: e.code, messages: (JSON.parse(e.response.body)["errorMessages"] if e.code == 400) }
  end

  # The issue types of a project, or all of them without one (#16).
  def issue_types(project_key = nil)
    guarded("issue types") { project_key ? client.Project.find(project_key).issuetypes : client.Issuetype.all }
  end

  # An issue from a vulnerability (#16, #17). Returns the issue, whose `errors` say why it was not saved.
  def create(project_key, type_id, summary, description)
    guarded("create") do
      project_id = client.Project.find(project_key).id
      client.Issue.build.tap do |issue|
        issue.save(fields: { project: { id: project_id }, issuetype: { id: type_id },
                             summary: summary, description: description })
      end
    end
  end

  # One page of users for the import (#20). GitLab forgets the context path here, and so must we.
  def import_users(start_at = 0)
    guarded("import users") do
      client.get("#{API}/user/search?username=%27%27&maxResults=50&startAt=#{start_at}").parsed_response
    end
  end

  # One page of labels (#21): a resource of Jira Cloud that Jira Server does not have, asked for all the same.
  def import_labels(start_at = 0)
    guarded("import labels") { client.get("#{API}/label?maxResults=500&startAt=#{start_at}").parsed_response }
  end

  # Each issue of a project (#22), page by page until one is empty.
  def import_issues(project_key)
    (0..).lazy.map { |page|
      options = { start_at: page * IMPORT_PAGE, max_results: IMPORT_PAGE }
      client.Issue.jql("PROJECT='#{project_key}' ORDER BY created ASC", options)
    }.take_while(&:any?).to_a.flatten
  end

  # Whether GitLab takes the issue for closed.
  def resolved?(issue)
    issue.respond_to?(:resolution) && issue.resolution.present?
  end

  private

  def base
    @settings.context_path + API
  end

  # #5 to #8: the link decides whether a comment is due; a failed comment leaves the link unsaved.
  def say(issue, body, link)
    guarded("message") do
      known = remote_link(issue, link[:object][:url])
      issue.comments.build.save!(body: body) unless known
      (known || issue.remotelink.build).save!(link)
    end
  end

  # A listing that fails counts as one that found nothing: the cause of GitLab's doubled comments.
  def remote_link(issue, url)
    links = guarded("remote links") { issue.remotelink.all }
    links&.find { |link| link.object["url"] == url }
  end

  # The member is really called `GlobalID`, with the same value in every link.
  def link(url, title, resolved:)
    { GlobalID: "GitLab", relationship: "mentioned on",
      object: { url: url, title: title, status: { resolved: resolved },
                icon: { title: "GitLab", url16x16: "https://gitlab.test/assets/favicon.png" } } }
  end

  def transition_to_done(issue)
    done = issue.transitions.find { |transition| transition.to&.statusCategory&.fetch("key") == "done" }
    done && transition(issue, done.id)
  end

  # Whatever is not a digit separates; the first refusal ends the sequence.
  def transition_by_ids(issue, typed)
    ids = typed.scan(/\d+/)
    ids.any? && ids.all? { |id| transition(issue, id) }
  end

  def transition(issue, id)
    guarded("transition") { issue.transitions.build.save!(transition: { id: id }) }
  end

  def guarded(request)
    yield
  rescue JIRA::HTTPError => e
    @failures << Failure.new(request, e.code, e.message)
    nil
  end
end
