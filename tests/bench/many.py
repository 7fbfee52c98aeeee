"""Fill a database with many made-up meetings by plain SQL."""

from django.db import connection

from meetings.ingest import cities

# Every series is reckoned from the row's number, so that two fillings are alike.
ARTICLES = """
INSERT INTO meetings_article (sha256, source_name, encoding, text, kind, reason, title, outlet,
  republished_by, url, published, published_year_inferred, reporters, editors, authors, author_post,
  script, city_id, blocks, state, acquired_at, extracted_at, extractor{more})
SELECT encode(sha256(convert_to('a' || n, 'UTF8')), 'hex'), n || '.txt', 'utf-8',
  repeat('会议指出,要抓好落实。第' || n || '次会议强调,要守住底线。', 30),
  CASE WHEN n % 10 = 0 THEN 'not_meeting' ELSE 'meeting_report' END,
  CASE WHEN n % 10 = 0 THEN 'no_meeting' ELSE '' END, '市委常委会召开会议 ' || n,
  '湘潭日报' || n % 300, '', '', CASE WHEN n % 20 = 0 THEN '' ELSE day::text END, false,
  '{{}}', '{{}}', '{{}}', '', 'hans', c.id, '[]',
  CASE WHEN n % 3 = 0 THEN 'accepted' ELSE 'pending' END, now() - n * interval '1 minute', now(),
  'x' {values}
FROM (SELECT n, date '2000-01-01' + (n * 7919 % 9000)::int AS day FROM generate_series(1, {n}) n) s
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS units
      FROM meetings_city) c ON c.place = n * 31 % c.units
"""
MEETINGS = """
INSERT INTO meetings_meeting (city_id, title, organ, kind, term, number, date_edtf, date_first,
  date_last, date_year_inferred, state, state_reason, entered_from, version, created_at, updated_at
  {more})
SELECT a.city_id, '第' || n || '次常委会会议', (ARRAY['party_committee', 'government',
  'peoples_congress', 'cppcc'])[1 + n % 4], (ARRAY['standing_committee', 'executive', 'plenum',
  'work_conference'])[1 + n % 4], n % 20, CASE WHEN n % 3 = 0 THEN NULL ELSE n % ({n} / 2) % 90 END,
  CASE WHEN n % 25 = 0 THEN 'XXXX-05-04' ELSE day::text END,
  CASE WHEN n % 25 = 0 THEN NULL ELSE day END, CASE WHEN n % 25 = 0 THEN NULL ELSE day END, false,
  CASE WHEN n % 3 = 0 THEN 'accepted' WHEN n % 50 = 1 THEN 'flagged' ELSE 'pending' END, '', '', 1,
  now(), now() {values}
FROM (SELECT n, date '2000-01-01' + (n % ({n} / 2) * 13 % 4000)::int
  + CASE WHEN n > {n} / 2 AND n % 10 <> 0 THEN 1 ELSE 0 END AS day FROM generate_series(1, {n}) n) s
JOIN meetings_article a ON a.source_name = greatest(n % ({n} / 2), 1) || '.txt'
"""
REPORTS = """
INSERT INTO meetings_report (article_id, meeting_id, ordinal, relation, title, joined)
SELECT a.id, m.id, 0, 'reported', m.title, false
FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM meetings_meeting) p
JOIN meetings_meeting m ON m.id = p.id
JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM meetings_article) a
  ON a.place = p.place
"""
OFFICIALS = """
INSERT INTO meetings_official (name, pinyin, sort_key, city_id, also_in)
SELECT surname[1 + n % 20] || given[1 + n / 20 % 40] || given[1 + n / 800 % 40],
  spoken[1 + n % 20] || ' ' || said[1 + n / 20 % 40 / 2] || ' ' || said[1 + n / 800 % 40 / 2],
  n::text, c.id, '{{}}'
FROM generate_series(1, {n} / 2) n
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS units
      FROM meetings_city) c ON c.place = n * 17 % c.units,
  (SELECT string_to_array('王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗', NULL) AS surname,
   string_to_array('wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao '
     || 'lin luo', ' ') AS spoken,
   string_to_array('伟玮芳方娜那敏民静敬丽立强墙磊垒军君洋阳勇永艳燕杰节涛桃明鸣超巢秀绣刚钢平萍辉晖',
     NULL) AS given,
   string_to_array('wei fang na min jing li qiang lei jun yang yong yan jie tao ming chao xiu gang '
     || 'ping hui', ' ') AS said) w
"""
ATTENDANCES = """
INSERT INTO meetings_attendance (report_id, official_id, ordinal, name, posts, post_spans, role,
  start, "end")
SELECT r.id, o.id, k, o.name, ARRAY[(ARRAY['市委书记', '市长', '副市长', '市委常委', '秘书长',
  '县委书记', '县长', '主任'])[1 + (o.id * 3 + k) % 8]], '[]',
  (ARRAY['chair', 'speaker', 'attendee', 'attendee'])[1 + k % 4], k * 10, k * 10 + 3
FROM meetings_report r CROSS JOIN generate_series(0, 7) k
JOIN meetings_official o ON o.id = (SELECT min(id) FROM meetings_official)
  + (r.id * 8 + k) * 7 % ({n} / 2)
"""
DIRECTIVES = """
INSERT INTO meetings_directive (report_id, ordinal, verb, speaker, text, items, start, "end")
SELECT r.id, k, (ARRAY['指出', '强调', '要求'])[1 + k % 3], '会议',
  '要抓好落实,守住底线。' || (r.id + k) % 5000, '[]', k * 20, k * 20 + 12
FROM meetings_report r CROSS JOIN generate_series(0, 3) k
"""
AGENDA = """
INSERT INTO meetings_agendaitem (report_id, ordinal, verb, text, start, "end")
SELECT r.id, k, '审议', '《预算方案》' || r.id, k * 20, k * 20 + 6
FROM meetings_report r CROSS JOIN generate_series(0, 1) k
"""
CLAIMS = """
INSERT INTO meetings_claim (article_id, report_id, field, value, spans, rule, confidence, chosen,
  origin, reason)
SELECT r.article_id, CASE WHEN k < 3 THEN NULL ELSE r.id END,
  (ARRAY['article.title', 'article.outlet', 'city', 'meetings.0.date'])[1 + k % 4], 'x', '[[0, 3]]',
  'rule.' || (r.id + k) % 40, CASE WHEN (r.id * 10 + k) % 53 = 0 THEN 'weak' ELSE 'certain' END,
  true, '', ''
FROM meetings_report r CROSS JOIN generate_series(0, 9) k
"""
CORRECTIONS = """
INSERT INTO meetings_correction (sha256, report_ordinal, report_anchor, row_type, anchor, action,
  field, machine_value, person_value, made_at, why, basis, rule)
SELECT a.sha256, 0, '', 'meeting', '', 'change', 'title', '"x"', '"y"', now(), '', '',
  'rule.' || a.id % 40
FROM meetings_article a WHERE a.id % 5 = 0
"""
STANDINGS = """
INSERT INTO meetings_standing (correction_id, state, since)
SELECT id, CASE WHEN id % 40 = 0 THEN 'conflict' ELSE 'stands' END, now() FROM meetings_correction
"""
ERRORS = """
INSERT INTO meetings_errorreport (token, page, text, state, answer, sender, made_at)
SELECT 'token' || n, '/meetings/' || n || '/', '日期应当是 9 月 24 日。', CASE WHEN n % 9 = 0
  THEN 'new' ELSE 'mended' END, '', 'x', now() - n * interval '1 hour'
FROM generate_series(1, 5000) n
"""


def fill(number: int) -> None:
    """Make that many articles and meetings, and all that hangs on them; 40 bytes of text a row."""
    cities.fill()
    rows = (REPORTS, OFFICIALS, ATTENDANCES, DIRECTIVES, AGENDA, CLAIMS)
    with connection.cursor() as cursor:
        for sql, model in ((ARTICLES, "article"), (MEETINGS, "meeting")):
            more, values = _defaults(f"meetings_{model}")
            cursor.execute(sql.format(n=number, more=more, values=values))
        for sql in (*rows, CORRECTIONS, STANDINGS, ERRORS):
            cursor.execute(sql.format(n=number) if "{n}" in sql or "{{" in sql else sql)


def _defaults(table: str) -> tuple[str, str]:
    """Columns that came later, with the values that a new row has."""
    known = {"version": "1", "need": "0", "by_hand": "false", "state_reason": "''"}
    with connection.cursor() as cursor:
        columns = {
            column.name for column in connection.introspection.get_table_description(cursor, table)
        }
    later = [name for name in known if name in columns and (table, name) not in WRITTEN]
    return "".join(f", {name}" for name in later), "".join(f", {known[n]}" for n in later)


# What the statements above write themselves.
WRITTEN = {("meetings_meeting", "version"), ("meetings_meeting", "state_reason")}
