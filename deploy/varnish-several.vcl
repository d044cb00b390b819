# Varnish in front of several machines that run `serve --web`: beside varnish.vcl, whose `default`
# is the first of them and whose `sites` names all. ExecStart names this file in its place.
vcl 4.1;

import directors;
include "/etc/varnish/epoch.vcl";

backend second {
    .host = "127.0.0.1";
    .port = "8001";
    .connect_timeout = 2s;
    .first_byte_timeout = 60s;
    .between_bytes_timeout = 30s;
    .probe = {
        .url = "/healthz";
        .interval = 1s;
        .timeout = 2s;
        .window = 4;
        .threshold = 2;
        .initial = 2;
    }
}

sub vcl_init {
    new machines = directors.round_robin();
    machines.add_backend(default);
    machines.add_backend(second);
}

# Chosen for each try, so that the second one goes to another machine.
sub vcl_backend_fetch {
    set bereq.backend = machines.backend();
}

# A machine that was killed or is being replaced answers nothing, until its probe has failed too.
# What may have written something is not asked twice.
sub vcl_backend_error {
    if (bereq.retries < 2 && (bereq.method == "GET" || bereq.method == "HEAD")) {
        return (retry);
    }
}
