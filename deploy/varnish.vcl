# Varnish 7.1 (Debian 12) in front of Epoch.
#
# Set the backend and the two lists below, FRONT_CACHE_URL=http://127.0.0.1:6081 for the site, and
# let the unit's ExecStart (systemctl edit varnish) name this file:
#   varnishd -j unix,user=vcache -F -a 127.0.0.1:6081 -f /etc/varnish/epoch.vcl -s malloc,256m
# TLS ends before it: each proxy there sets X-Forwarded-Proto and adds to X-Forwarded-For, as Varnish
# does itself, so that TRUSTED_PROXIES is 2; with `-a 127.0.0.1:6081,PROXY` it is 1.
#
# Finished public answers are kept for as long as Surrogate-Control says (s-maxage without it) and
# dropped all at once by the site's PURGE after each change; see config/front_cache/shared_headers.py and
# config/front_cache/purging.py.
vcl 4.1;

import std;

backend default {
    .host = "127.0.0.1";
    .port = "8000";
    .connect_timeout = 2s;
    # A publish may wait 20 seconds for others.
    .first_byte_timeout = 60s;
    .between_bytes_timeout = 30s;
    .probe = {
        .url = "/healthz";
        .interval = 1s;
        .timeout = 2s;
        .window = 4;
        .threshold = 2;
        # Well until it fails.
        .initial = 2;
    }
}

# The machines that run the site.
acl sites {
    "127.0.0.1";
    "::1";
}

# The proxies that end TLS.
acl terminators {
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    if (req.restarts > 0) {
        set req.url = req.http.X-Whole-Url;
        return (pass);
    }
    if (req.method == "PURGE") {
        call drop_all;
    }
    # Others would be piped, past all that follows.
    if (req.method !~ "^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$") {
        return (synth(405));
    }
    call clean_headers;
    call pass_personal;
    call clean_url;
}

# The site purges after each change, whatever changed. A terminator on this machine would hand on
# any stranger's PURGE, but not without an entry in X-Forwarded-For beside our own.
sub drop_all {
    if (client.ip !~ sites || req.http.X-Forwarded-For ~ "," || req.http.X-Forwarded-Proto) {
        return (synth(405));
    }
    # No expression on req: the lurker frees the memory in the background.
    if (std.ban("obj.http.x-site == epoch")) {
        return (synth(200, "Dropped"));
    }
    return (synth(500, std.ban_error()));
}

sub clean_headers {
    unset req.http.X-Whole-Url;
    unset req.http.X-Encoding;
    unset req.http.Proxy;
    unset req.http.Forwarded;
    unset req.http.X-Forwarded-Host;
    unset req.http.X-Forwarded-Port;
    unset req.http.X-Forwarded-Server;
    unset req.http.X-Original-Url;
    unset req.http.X-Rewrite-Url;
    unset req.http.X-Http-Method;
    unset req.http.X-Http-Method-Override;
    unset req.http.X-Method-Override;
    if (remote.ip !~ terminators) {
        unset req.http.X-Forwarded-Proto;
    } elsif (req.http.X-Forwarded-Proto && req.http.X-Forwarded-Proto != "https") {
        set req.http.X-Forwarded-Proto = "http";
    }
    # br, gzip or none: Varnish itself knows gzip only, and unpacks it where it must.
    if (req.http.Accept-Encoding ~ "(?i)(^|[ ,])br *($|[,;])"
        && req.http.Accept-Encoding !~ "(?i)(^|[ ,])br *; *q=0(\.0*)? *($|,)") {
        set req.http.X-Encoding = "br";
    } elsif (req.http.Accept-Encoding !~ "(?i)gzip") {
        # Kept unpacked: to unpack at each hit takes five times as long as the hit.
        set req.http.X-Encoding = "none";
    }
}

# Whoever has a session, a form's token or a program's talks to the site itself; no other cookie means
# anything to it, so readers who have some share what is kept.
sub pass_personal {
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    if (req.url ~ "^/(admin|api/v3|drafts|_util)/" || req.http.Authorization
        || req.http.Cookie ~ "(^|;)\s*(__Host-)?(sessionid|csrftoken)\s*=") {
        return (pass);
    }
    unset req.http.Cookie;
}

# Pages know one parameter, `page`; what campaigns add doesn't split the cache. Search knows more.
sub clean_url {
    if (req.url ~ "\?" && req.url !~ "^/search/") {
        set req.http.X-Whole-Url = req.url;
        if (req.url ~ "[?&]page=") {
            # The last one counts, as in Django.
            set req.url = regsub(req.url, "^([^?]*)\?(?:.*&)?page=([^&]*).*$", "\1?page=\2");
        } else {
            set req.url = regsub(req.url, "\?.*$", "");
        }
        if (req.url == req.http.X-Whole-Url) {
            unset req.http.X-Whole-Url;
        }
    }
}

sub vcl_hash {
    # Over plain http the site redirects to https.
    hash_data(req.http.X-Forwarded-Proto);
    hash_data(req.http.X-Encoding);
}

sub vcl_backend_fetch {
    unset bereq.http.X-Whole-Url;
    if (bereq.http.X-Encoding == "br" && !bereq.uncacheable) {
        set bereq.http.Accept-Encoding = "br, gzip";
    } elsif (bereq.http.X-Encoding == "none") {
        unset bereq.http.Accept-Encoding;
    }
    unset bereq.http.X-Encoding;
}

sub vcl_backend_response {
    call set_lifetime;
    unset beresp.http.Surrogate-Control;
    # The names of static files change with what they hold.
    if (bereq.url !~ "^/static/") {
        set beresp.http.x-site = "epoch";
    }
    if (bereq.uncacheable) {
        return (deliver);
    }
    if (beresp.http.Vary ~ "(?i)cookie" || beresp.http.Cache-Control ~ "(?i)private|no-store") {
        set beresp.ttl = 0s;
    }
    # Parts of big files are asked for, and passed on, as parts.
    if (std.integer(beresp.http.Content-Length, 0) > 10485760) {
        return (pass(1h));
    }
    # The builtin rules go on: what may not be kept is asked for each time, by all at once.
}

# Varnish itself would keep what names no lifetime for two minutes, and show all of it ten seconds
# longer.
sub set_lifetime {
    set beresp.grace = 0s;
    if (beresp.http.Surrogate-Control ~ "max-age=[0-9]") {
        set beresp.ttl = std.duration(
            regsub(beresp.http.Surrogate-Control, "^.*max-age=([0-9]+).*$", "\1s"), 0s);
    } elsif (beresp.http.Cache-Control !~ "max-?age=[0-9]") {
        set beresp.ttl = 0s;
    }
    if (beresp.http.Surrogate-Control ~ "stale-while-revalidate=[0-9]") {
        set beresp.grace = std.duration(regsub(beresp.http.Surrogate-Control,
            "^.*stale-while-revalidate=([0-9]+).*$", "\1s"), 0s);
    } elsif (beresp.http.Cache-Control ~ "stale-while-revalidate=[0-9]"
        && !beresp.http.Surrogate-Control) {
        set beresp.grace = std.duration(regsub(beresp.http.Cache-Control,
            "^.*stale-while-revalidate=([0-9]+).*$", "\1s"), 0s);
    }
    if (beresp.status != 200 && beresp.status != 301 && beresp.status != 404) {
        set beresp.ttl = 0s;
    }
    # A ban hits what is there. An answer that was begun before a change may arrive after its ban;
    # the site bans once more after three seconds, and what takes two is not kept for long.
    if (now - bereq.time > 2s && beresp.ttl > 3s) {
        set beresp.ttl = 3s;
        set beresp.grace = 0s;
    }
}

sub vcl_deliver {
    # A redirect may depend on the parameters that were left out.
    if (req.http.X-Whole-Url && req.restarts == 0 && resp.status != 200) {
        return (restart);
    }
    unset resp.http.x-site;
    set resp.http.X-Cache = "miss";
    if (obj.hits > 0) {
        set resp.http.X-Cache = "hit";
        # The site's log has it for whoever asked first.
        unset resp.http.X-Request-Id;
    }
}
