-- @report Sales!A1
-- @about Names that a workbook could take for references to cells, or for formulas: of charts, series, axes and columns.

-- @title Sales!A1
-- @chart bar x="Sales!$B$2" y="=(1+1)" by=series
SELECT * FROM (VALUES
    ('Sales!A1', 1.0, 'Sales!B2'), ('Sales!A1', 2.0, '=(1+1)'), ('Sales!A1', 3.0, '=Table1[x]'),
    ('=A1', 4.0, 'Sales!B2'), ('=A1', 5.0, '=(1+1)'), ('=A1', 6.0, '=Table1[x]')
) AS t("Sales!$B$2", "=(1+1)", series);

-- @title =(1+1)
-- @chart line x="=Table1[x]" y="Report!A1","'Report'!$A$1:$A$2"
SELECT * FROM (VALUES (1, 1.5, 2.5), (2, 2.5, 3.5), (3, 1.0, 4.5)) AS t("=Table1[x]", "Report!A1", "'Report'!$A$1:$A$2");

-- @title =Table1[x]
-- @chart pie x=name y="#REF!"
SELECT * FROM (VALUES ('Report!A1', 1), ('=(1+1)', 2), ('R1C1', 3)) AS t(name, "#REF!");

-- @title R1C1
-- @kpi value=number label="Report!A1"
-- @table
SELECT 5 AS number, 'Report!A1' AS "A1", 'Sales!A1' AS "$A$1";
