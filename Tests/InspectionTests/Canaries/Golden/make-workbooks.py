"""Makes the workbooks in this folder, by two writers, with inline and with shared strings.

    python3 -m venv venv && venv/bin/pip install openpyxl==3.1.5 xlsxwriter==3.3.1 && venv/bin/python make-workbooks.py
"""
import datetime

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment

DAY = datetime.datetime(2023, 4, 1)

book = openpyxl.Workbook()
book.properties.created = book.properties.modified = DAY
first = book.active
first.title = "一覧"
first["A1"] = "契約者"
first["B3"] = "鵜殿沢　麟太郎"
first["C3"] = "０６－１２３４－５６７８"
first["D3"] = 612345678
first["E7"] = 1234567890123456789012
first["AB12"] = "ｳﾄﾞﾉｻﾜ ﾘﾝﾀﾛｳ"
first["C9"] = "0312"
first["D9"] = "3456 7890 1234"
first["E9"] = "5678 9012"
first["F9"] = "A&B <商会> 鵜殿"
second = book.create_sheet("隠し & 二枚目")
second.sheet_state = "hidden"
second["A2"] = '="株式会社鵜殿沢電機"&""'
second["B2"].comment = Comment("連絡先 06-1234-5678", "作成者")
second.oddHeader.center.text = "鵜殿沢麟太郎"
book.save("openpyxl.xlsx")

for name, inline in [("inline.xlsx", True), ("shared.xlsx", False)]:
    book = xlsxwriter.Workbook(name, {"constant_memory": inline})
    book.set_properties({"created": DAY, "title": "鵜殿沢麟太郎 様"})
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet("Values")
    sheet.write("A1", "plain")
    sheet.write("B2", "tel: 06(1234)5678")
    sheet.write_rich_string("C3", "鵜殿", bold, "沢麟", "太郎")
    sheet.write_number("D4", 612345678)
    sheet.write_formula("E5", '="0"&"6"', None, "0612345678")
    sheet.write_number("F6", 1.2345678901234567e21)
    sheet.write("G7", "tel: 06(1234)5678")
    book.close()
