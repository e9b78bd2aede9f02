-- @report </script><script>alert(1)</script> "><img src=x onerror=alert(1)> \u202etxt.exe
-- @about </script><script>alert(1)</script> and <img src=x onerror=alert(1)> are shown as they are written.
-- @about
-- @about [x](javascript:alert(1)), ![words](https://example.org/x.png), <b>bold</b>, <https://example.org/> and `<i>` \u202etxt.
-- @param label text = "><img src=x onerror=alert(1)> -- A text: </dt></dl><script>alert(1)</script>
-- @param formula text = =HYPERLINK("https://example.org/", "x") -- =1+1
-- @param proto text = __proto__ -- @SUM(A1)

-- Texts that leave their places, if anything lets them: a page, a workbook and Markdown have to show them as texts.
-- What stands as \u202e here is the character that turns the direction of writing; the tests put it there.

CREATE VIEW hostile AS
SELECT * FROM (VALUES
    (1, '</script><script>alert(1)</script>', 12.0),
    (2, '"><img src=x onerror=alert(1)>', 7.5),
    (3, '''; DROP TABLE hostile; --', 30.25),
    (4, '=1+1', 4.0),
    (5, '=HYPERLINK("https://example.org/", "x")', 9.0),
    (6, '@SUM(A1)', 11.0),
    (7, '+1', 3.0),
    (8, '-1', 2.0),
    (9, 'a|b', 5.0),
    (10, '`code` and ```fence```', 6.0),
    (11, '[x](javascript:alert(1))', 8.0),
    (12, '<b>bold</b> &amp; &#60;', 10.0),
    (13, concat('turned ', chr(8238), 'txt.exe'), 13.0),
    (14, '__proto__', 14.0),
    (15, concat('two', chr(10), 'lines'), 15.0),
    (16, 'constructor', 16.0),
    (17, '{a|styled} {b} ${x} %s', 17.0),
    (18, '-->]]><!--', 18.0),
    (19, '\| \\ a*b*c _d_ ~e~ # f', 19.0),
    (20, '_x0041_', 20.0),
    (21, concat('tab', chr(9), 'bell', chr(7), 'line', chr(8232), 'separator'), 21.0),
    (22, ' blanks around ', 22.0),
    (23, '12', 23.0),
    (24, '2024-01-31', 24.0),
    (25, '#REF!', 25.0),
    (26, 'TRUE', 26.0),
    (27, '', 27.0),
    (28, CAST(NULL AS VARCHAR), 28.0)
) AS t(place, text, number);

-- @section </h2><script>alert(1)</script> =1+1
-- @title </h3><script>alert(1)</script>'; DROP TABLE hostile; --
-- @note </script><script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1))
-- @note [y](https://example.org/" onclick="alert(1)) `</code><script>alert(1)</script>` a|b \u202etxt
-- @id texts
-- @expect text <> '</script><script>alert(1)</script>'
-- @expect rows > 0 AND '"><img src=x onerror=alert(1)>' <> ''
SELECT place, text, number, $label AS "<b>label</b>", $formula AS "=1+1", $proto AS "__proto__" FROM hostile ORDER BY place;

-- @title =HYPERLINK("https://example.org/", "x")
-- @id numbers
-- @kpi value=text label="</h3><script>alert(1)</script>"
-- @kpi value=formula label="=1+1"
-- @kpi value="__proto__" compare="<img src=x onerror=alert(1)>" label="__proto__ \u202etxt"
-- @note "><img src=x onerror=alert(1)>
-- @table limit=1
SELECT text, '=1+1' AS formula, 3.5 AS "__proto__", 2.5 AS "<img src=x onerror=alert(1)>" FROM hostile WHERE place = 1;

-- @title Bars "><img src=x onerror=alert(1)>
-- @chart bar x="</script><script>" y="<img src=x onerror=alert(1)>" limit=30
-- @width 1/2
SELECT text AS "</script><script>", number AS "<img src=x onerror=alert(1)>" FROM hostile ORDER BY place;

-- @title Bars of series [x](javascript:alert(1))
-- @chart bar stacked x=half y=number by=text
-- @width 1/2
SELECT CASE WHEN place % 2 = 0 THEN '=1+1' ELSE '</script>' END AS half, text, number FROM hostile WHERE place <= 10 ORDER BY place;

-- @title '; DROP lines
-- @chart line x="a|b" y="__proto__" by=text
-- @width 1/2
SELECT at AS "a|b", text, number + at AS "__proto__"
FROM hostile CROSS JOIN (VALUES (1), (2), (3), (4)) AS steps(at) WHERE place IN (1, 2, 14, 15) ORDER BY at, place;

-- @title `Areas`
-- @chart area stacked x=day y=number by=text
-- @width 1/2
SELECT CAST(CAST('2024-01-01' AS DATE) + at AS DATE) AS day, text, number + at AS number
FROM hostile CROSS JOIN (VALUES (1), (2), (3), (4)) AS steps(at) WHERE place IN (4, 5, 9, 13) ORDER BY day, place;

-- @title <b>Pie</b>
-- @chart pie x=text y=number limit=12
-- @width 1/2
SELECT text, number FROM hostile WHERE place <= 16 ORDER BY place;

-- @title @SUM(Dots)
-- @chart scatter x=number y="</text></svg><script>alert(1)</script>" by=text
-- @width 1/2
SELECT number, number * 2 AS "</text></svg><script>alert(1)</script>", text FROM hostile WHERE place <= 8 ORDER BY place;

-- @title +Heatmap
-- @chart heatmap x=other y=text value=number
-- @width 1/2
SELECT a.text AS other, b.text AS text, a.number - b.number AS number
FROM hostile a CROSS JOIN hostile b WHERE a.place <= 4 AND b.place BETWEEN 9 AND 16 ORDER BY a.place, b.place;

-- @title -Funnel
-- @chart funnel x=text y=left
-- @width 1/2
SELECT text, 100 - place * 5 AS left FROM hostile WHERE place <= 15 ORDER BY place;

-- @title \u202etxt.exe Histogram
-- @chart histogram x="<b>number</b>"
-- @width 1/2
SELECT number AS "<b>number</b>" FROM hostile;

-- @title __proto__
-- @chart sankey source=text target=other value=number
-- @width 1/2
SELECT a.text, concat('to ', b.text) AS other, a.number
FROM hostile a JOIN hostile b ON b.place = a.place + 8 WHERE a.place <= 8 ORDER BY a.place;

-- @title </svg></figure><script>alert(1)</script>
-- @chart box x=text y=number
-- @width 1/2
SELECT a.text, a.number + sqrt(b.number) * b.place / 9.0 AS number
FROM hostile a CROSS JOIN hostile b WHERE a.place IN (1, 2, 13, 14, 15) ORDER BY a.place, b.place;
