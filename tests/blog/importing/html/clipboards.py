"""What Word and Google Docs put around the text that they copy."""

# All of it stands in a bold that is none.
OF_GOOGLE_DOCS = (
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1">{}</b><br>'
)
IGNORED = (
    "<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>{}"
    "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;\n</span></span></span><![endif]>"
)


def point(
    marker: str, text: str, level: int = 1, name: str = "l0", format_name: str = "lfo1"
) -> str:
    style = f"margin-left:36.0pt;text-indent:-18.0pt;mso-list:{name} level{level} {format_name}"
    ignored = IGNORED.format(marker) if marker else ""
    return f"<p class=MsoListParagraph style='{style}'>{ignored}{text}<o:p></o:p></p>\n"


def document(body: str) -> str:
    """Return a body as Word wraps it."""
    return f"""<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta name=ProgId content=Word.Document>
<link rel=File-List href="file:///C:/Temp/clip_filelist.xml">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {{mso-style-unhide:no;}} @list l0:level1 {{mso-level-text:o;}} --></style>
</head><body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
{body}<!--EndFragment--></body></html>"""
