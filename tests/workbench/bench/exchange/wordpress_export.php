<?php
// Fills an empty WordPress with the posts of a JSON file, and writes what it shows of each and its
// export: `php wordpress_export.php ORDER.json`. Run by wordpress_site.py; tables begin with "exch_".

$order = json_decode(file_get_contents($argv[1]), true);
foreach (["DB_NAME" => $order["database"], "DB_USER" => "root", "DB_PASSWORD" => "",
          "DB_HOST" => "127.0.0.1", "DB_CHARSET" => "utf8mb4", "DB_COLLATE" => "",
          "WP_CONTENT_DIR" => $order["content"], "WP_HTTP_BLOCK_EXTERNAL" => true,
          "DISABLE_WP_CRON" => true, "WP_INSTALLING" => true,
          "WP_SITEURL" => $order["was"], "WP_HOME" => $order["was"],
          "ABSPATH" => "/usr/share/wordpress/"] as $name => $value) {
    define($name, $value);
}
$table_prefix = "exch_";
$_SERVER["HTTP_HOST"] = parse_url($order["was"], PHP_URL_HOST);
$_SERVER["REQUEST_URI"] = "/";
$_SERVER["SERVER_PROTOCOL"] = "HTTP/1.1";
function wp_mail() { return true; }
require ABSPATH . "wp-settings.php";
foreach (["upgrade", "export", "image", "post"] as $name) {
    require_once ABSPATH . "wp-admin/includes/$name.php";
}
wp_install("An old site", "admin", "admin@old.example", true, "", "not-used");
foreach (get_posts(["post_type" => "any", "post_status" => "any", "numberposts" => -1]) as $post) {
    wp_delete_post($post->ID, true);
}
global $wp_rewrite;
$wp_rewrite->set_permalink_structure("/%year%/%monthnum%/%postname%/");
update_option("timezone_string", "Europe/Berlin");
wp_insert_user(["user_login" => "ada", "user_pass" => "x", "display_name" => "Ada of the Team",
                "role" => "editor"]);
wp_set_current_user(get_user_by("login", "ada")->ID);
// As a site with a plug-in for code shows it, before paragraphs are made.
add_filter("the_content", fn($text) => preg_replace_callback('/\[code[^\]]*\](.*?)\[\/code\]/s',
    fn($found) => "<pre><code>" . esc_html(trim($found[1], "\n")) . "</code></pre>", $text), 1);
// WordPress sends who follows a number to the post's address.
add_filter("the_content", fn($text) => preg_replace_callback('/https:\/\/[^"\/]+\/\?p=(\d+)/',
    fn($found) => get_permalink((int) $found[1]), $text), 99);

$ids = [];
$files = [];
foreach ($order["files"] as $name => $about) {
    $path = wp_upload_dir("2020/01")["basedir"] . "/2020/01/$name";
    $id = wp_insert_attachment(["post_title" => $name, "post_mime_type" => "image/png",
        "post_excerpt" => $about["caption"], "post_status" => "inherit"], $path);
    wp_update_attachment_metadata($id, wp_generate_attachment_metadata($id, $path));
    update_post_meta($id, "_wp_attachment_image_alt", $about["alt"]);
    $files[$name] = $id;
}
$filled = function ($text) use (&$files, &$ids) {
    $text = preg_replace_callback('/FILE:([\w.-]+)/', fn($m) => $files[$m[1]], $text);
    $text = preg_replace_callback('/POST:(\d+)/', fn($m) => $ids[$m[1]], $text);
    return preg_replace_callback('/LINK:(\d+)/', fn($m) => get_permalink($ids[$m[1]]), $text);
};
foreach ($order["posts"] as $key => $given) {
    $given["post_content"] = $filled($given["post_content"]);
    $given["post_author"] = get_user_by("login", "ada")->ID;
    $given["tags_input"] = $given["tags"] ?? [];
    $given["post_category"] = array_map("wp_create_category", $given["categories"] ?? []);
    $id = wp_insert_post(wp_slash($given), true);
    if (is_wp_error($id)) { fwrite(STDERR, "$key: " . $id->get_error_message() . "\n"); exit(1); }
    foreach ($given["meta"] ?? [] as $name => $value) {
        add_post_meta($id, $name, wp_slash($filled($value)));
    }
    foreach ($given["comments"] ?? [] as $text) {
        wp_insert_comment(["comment_post_ID" => $id, "comment_content" => $text]);
    }
    $ids[$key] = $id;
}
$shown = [];
foreach ($ids as $key => $id) {
    $GLOBALS["post"] = get_post($id);
    setup_postdata($GLOBALS["post"]);
    $cover = get_post_thumbnail_id($id);
    $shown[$key] = [
        "id" => $id,
        "type" => get_post_type($id),
        "link" => get_permalink($id),
        "date" => get_post_time("Y-m-d", true, $id),
        "html" => apply_filters("the_content", $GLOBALS["post"]->post_content),
        "cover" => $cover ? wp_get_attachment_url($cover) : "",
        "cover_alt" => $cover ? get_post_meta($cover, "_wp_attachment_image_alt", true) : "",
    ];
}
file_put_contents($order["shown"], json_encode($shown, JSON_FORCE_OBJECT));
ob_start();
export_wp(["content" => "all"]);
file_put_contents($order["export"], ob_get_clean());
