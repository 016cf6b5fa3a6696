# frozen_string_literal: true

# The JIRA::Client that GitLab builds: jira-ruby's resources over HTTParty instead of the gem's own
# Net::HTTP client, which strips the host from absolute addresses and so hides where they lead.
# Not here: the order of the calls (gitlab.rb) and what must come of them (test_gitlab.rb).

require "active_support"
require "active_support/core_ext/object" # the gem calls `try` and `presence` but loads neither
require "httparty"
require "jira-ruby"

# What an administrator types into GitLab's form: an address, and a user with a password or a token.
Settings = Struct.new(:url, :username, :password, :token, keyword_init: true) do
  # Returns scheme, host and port, without a slash at the end.
  def site
    URI.join(url, "/").to_s.chomp("/")
  end

  # Returns the path of the address: "" or "/jira".
  def context_path
    URI(url).path.chomp("/")
  end

  # Returns the options of a JIRA::Client. GitLab says `:basic` in both modes.
  def options
    common = { site: site, context_path: context_path, auth_type: :basic, use_ssl: site.start_with?("https") }
    return common.merge(default_headers: { "Authorization" => "Bearer #{token}" }) if token

    common.merge(username: username.strip, password: password,
                 use_cookies: true, additional_cookies: ["OBBasicAuth=fromDialog"])
  end
end

# One request and its answer, as the tests look at them.
Exchange = Struct.new(:verb, :asked, :landed, :sent, :body, :status, :reason, :headers, :answer, keyword_init: true) do
  # Returns the request as "POST /rest/api/2/issue/10000/comment".
  def to_s
    "#{verb.upcase} #{URI(asked).request_uri}"
  end

  # Returns scheme, host and port the request went to.
  def origin
    URI.join(asked, "/").to_s.chomp("/")
  end
end

# Sends through HTTParty whatever jira-ruby asks for, and keeps a journal of it.
class RequestClient < JIRA::HttpClient
  TIMEOUTS = { open_timeout: 10, read_timeout: 20, write_timeout: 30 }.freeze

  def initialize(options, journal)
    super(options)
    @journal = journal
  end

  # Replaces the gem's check, which knows Net::HTTP's answers only.
  def request(*args)
    answer = make_request(*args)
    raise JIRA::HTTPError, answer unless answer.response.is_a?(Net::HTTPSuccess)

    answer
  end

  def make_request(verb, url, body = "", headers = {})
    headers = headers.merge("Cookie" => cookie_line) if options[:use_cookies]
    # `base_uri` serves relative addresses; HTTParty takes an absolute one as it is.
    params = { base_uri: options[:site], headers: headers, **TIMEOUTS, **credentials }
    params[:body] = body if body.present?

    answer = HTTParty.public_send(verb, url, **params)
    @authenticated = answer.response.is_a?(Net::HTTPOK)
    store_cookies(answer.response) if options[:use_cookies]
    record(verb, url, headers, body, answer)
    answer
  end

  private

  def credentials
    return {} unless options[:username] && options[:password]

    { basic_auth: { username: options[:username], password: options[:password] } }
  end

  # The gem mangles and joins the cookies; a throw-away request is how to get at the result.
  def cookie_line
    add_cookies(Net::HTTP::Get.new("/"))["Cookie"]
  end

  def record(verb, url, headers, body, answer)
    asked = url.start_with?("http") ? url : options[:site] + url
    @journal << Exchange.new(
      verb: verb, asked: asked, landed: answer.request.last_uri.to_s, sent: headers, body: body,
      status: answer.code, reason: answer.response.message, headers: answer.headers, answer: answer.body
    )
  end
end

# Returns a client for the settings; GitLab makes a new one for each call that does not follow from another.
def jira_client(settings, journal = [])
  options = settings.options
  JIRA::Client.new(options).tap { |client| client.request_client = RequestClient.new(client.options, journal) }
end
