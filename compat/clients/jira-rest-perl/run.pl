#!/usr/bin/perl
# Calls every method of JIRA::REST against a `bailiwick demo` it starts. Usage: run.pl BAILIWICK [--write]. See README.md.
use strict;
use warnings;
use FindBin;
use IPC::Open2;
use JIRA::REST;
use JSON;

my ($bailiwick) = grep { !/^--/ } @ARGV or die "usage: run.pl BAILIWICK [--write]\n";
my $write   = grep { $_ eq '--write' } @ARGV;
my $results = "$FindBin::Bin/results.txt";
my $pid     = open2(my $out, my $in, $bailiwick, qw(demo --json --listen 127.0.0.1:0));
my $hello   = decode_json(scalar <$out>);
END { my $status = $?; kill TERM => $pid if $pid; waitpid $pid, 0 if $pid; $? = $status }

my $url = $hello->{url};
my ($user, $password) = @{ $hello->{admin} }{qw(username password)};
my ($jira, $issue, $sub, $comment, $link);

# A name, and what is done; it dies if something is wrong.
my @table = (
    ['new: positional, password' => sub { $jira = JIRA::REST->new($url, $user, $password) }],
    ['new: named, token' => sub {
        my $other = JIRA::REST->new({ url => $url, pat => $hello->{gitlab}{token} });
        is($other->GET('/myself')->{name}, 'gitlab');
    }],
    ['new: session' => sub {
        my $other = JIRA::REST->new({ url => $url, username => $user, password => $password, session => 1 });
        is($other->GET('/myself')->{name}, $user);
    }],
    ['new_session' => sub {
        my $other = JIRA::REST->new_session({ url => $url, username => $user, password => $password });
        is($other->GET('/rest/auth/1/session')->{name}, $user);
    }],
    ['new: anonymous' => sub {
        my $other = JIRA::REST->new({ url => $url, anonymous => 1 });
        is($other->GET('/serverInfo')->{deploymentType}, 'Server');
    }],
    ['new: wrong password' => sub {
        my $other = JIRA::REST->new({ url => $url, username => $user, password => 'wrong' });
        refused(401, sub { $other->GET('/myself') });
    }],
    ['rest_client' => sub { is(ref $jira->rest_client, 'REST::Client') }],
    ['GET: a list' => sub { is($jira->GET('/project')->[0]{key}, 'DEMO') }],
    ['GET: a query' => sub { is($jira->GET('/user/search', { username => $user })->[0]{name}, $user) }],
    ['GET: another API' => sub { has($jira->GET('/rest/agile/1.0/board'), 'values') }],
    ['GET: what is not there' => sub { refused(404, sub { $jira->GET('/issue/DEMO-999') }) }],
    ['POST: an issue' => sub {
        $issue = $jira->POST('/issue', undef, { fields => {
            project => { key => 'DEMO' }, issuetype => { name => 'Task' }, summary => "Gr\x{fc}n", labels => ['perl'],
        } })->{key};
    }],
    ['POST: a sub-task' => sub {
        $sub = $jira->POST('/issue', undef, { fields => {
            project => { key => 'DEMO' }, issuetype => { name => 'Sub-task' }, summary => 'part', parent => { key => $issue },
        } })->{key};
    }],
    ['POST: what is not valid' => sub {
        refused(400, sub { $jira->POST('/issue', undef, { fields => { project => { key => 'DEMO' } } }) });
    }],
    ['PUT: an edit' => sub {
        $jira->PUT("/issue/$issue", undef, { update => { labels => [{ add => 'more' }] } });
        is(scalar @{ $jira->GET("/issue/$issue")->{fields}{labels} }, 2);
    }],
    ['POST: a comment' => sub { $comment = $jira->POST("/issue/$issue/comment", undef, { body => 'said' })->{id} }],
    ['PUT: a comment' => sub { is($jira->PUT("/issue/$issue/comment/$comment", undef, { body => 'meant' })->{body}, 'meant') }],
    ['POST: a transition' => sub {
        my ($first) = @{ $jira->GET("/issue/$issue/transitions")->{transitions} };
        $jira->POST("/issue/$issue/transitions", undef, { transition => { id => $first->{id} } });
    }],
    ['POST: a work log' => sub { has($jira->POST("/issue/$issue/worklog", undef, { timeSpent => '1h' }), 'id') }],
    ['POST: a watcher' => sub { $jira->POST("/issue/$issue/watchers", undef, $user) }],
    ['POST: a link' => sub {
        $jira->POST('/issueLink', undef, {
            type => { name => 'Blocks' }, inwardIssue => { key => $issue }, outwardIssue => { key => 'DEMO-1' } });
    }],
    ['POST: a remote link' => sub {
        $link = $jira->POST("/issue/$issue/remotelink", undef,
            { globalId => 'perl', object => { url => 'https://example.com', title => 'There' } })->{id};
    }],
    ['DELETE: a query' => sub { $jira->DELETE("/issue/$issue/remotelink", { globalId => 'perl' }) }],
    ['attach_files' => sub {
        $jira->attach_files($issue, "$FindBin::Bin/../icon.png");
        is($jira->GET("/issue/$issue")->{fields}{attachment}[0]{filename}, 'icon.png');
    }],
    ['set_search_iterator, next_issue' => sub {
        $jira->set_search_iterator({ jql => 'project = DEMO ORDER BY key', maxResults => 2, fields => ['summary'] });
        my @keys;
        while (my $found = $jira->next_issue) { push @keys, $found->{key} }
        is(scalar @keys, $jira->GET('/search', { jql => 'project = DEMO', maxResults => 1 })->{total});
    }],
    ['DELETE: with sub-tasks' => sub {
        refused(400, sub { $jira->DELETE("/issue/$issue") });
        $jira->DELETE("/issue/$issue", { deleteSubtasks => 'true' });
        refused(404, sub { $jira->GET("/issue/$sub") });
    }],
);

sub is {
    my ($found, $expected) = @_;
    die "'" . ($found // 'nothing') . "' instead of '$expected'\n" if ($found // '') ne $expected;
}

sub has {
    my ($found, $member) = @_;
    die "the answer has no $member\n" unless ref $found eq 'HASH' && exists $found->{$member};
}

sub refused {
    my ($status, $call) = @_;
    die "it was not refused\n" if eval { $call->(); 1 };
    die $@ unless $@ =~ /\[$status /;
}

my (@lines, $n_ok);
for my $row (@table) {
    my ($name, $call) = @$row;
    my $outcome = eval { $call->(); 1 } ? 'ok' : do {
        (my $why = $@) =~ s/\s+/ /g;
        $why =~ s{\Q$FindBin::Bin\E/\.\./}{}g;
        $why =~ s{ at \S+ line \d+.*}{};
        substr("FAIL -- $why", 0, 160);
    };
    $n_ok++ if $outcome eq 'ok';
    push @lines, "$name $outcome\n";
}
my $summary = "$n_ok of " . @table . " are ok\n";
if ($write) {
    open my $file, '>', $results or die "$results: $!\n";
    print $file "JIRA::REST $JIRA::REST::VERSION against bailiwick; written by run.pl --write, explained in README.md.\n\n",
        @lines, "\n", $summary;
    print $summary;
    exit 0;
}
open my $file, '<', $results or die "$results: $!\n";
my %now = map { $_ => 1 } @lines;
my @worse = grep { / ok$/ && !/^\d+ of / && !$now{$_} } <$file>;
for my $line (@worse) {
    (my $name = $line) =~ s/ ok\n//;
    my ($found) = grep { index($_, "$name ") == 0 } @lines;
    print "no longer ok: ", $found // "$name was not called\n";
}
print $summary;
exit(@worse ? 1 : 0);
