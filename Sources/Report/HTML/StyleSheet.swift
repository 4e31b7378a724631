/// The look of the page: sober, for paper and screens alike.
///
/// Colours keep a contrast of 4.5:1 at least to what they stand on.
enum StyleSheet {
    static let css: StaticString = """

        :root{color-scheme:light;--ink:#1b2027;--soft:#4a5361;--line:#c9d0d9;--strong:#1f3a5f;--paper:#fff;--wash:#f4f6f9}
        *{box-sizing:border-box}
        html{font-size:16px;-webkit-text-size-adjust:100%;scroll-behavior:smooth}
        body{margin:0 auto;max-width:66rem;padding:0 1.5rem 4rem;background:var(--paper);color:var(--ink);line-height:1.75;
        font-family:"Hiragino Kaku Gothic ProN","Hiragino Sans","Yu Gothic Medium","Yu Gothic","Noto Sans CJK JP","Noto Sans JP",Meiryo,system-ui,sans-serif;
        font-variant-numeric:tabular-nums;line-break:strict;overflow-wrap:break-word}
        :lang(en) body,html:lang(en) body{font-family:"Helvetica Neue",Arial,"Liberation Sans","Noto Sans","Noto Sans CJK JP",system-ui,sans-serif;line-height:1.6}
        a{color:#164a8a}
        a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid #b35900;outline-offset:2px}
        .hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        .skip{position:absolute;left:-100rem;top:0;background:var(--strong);color:#fff;padding:.6rem 1rem;z-index:1}
        .skip:focus{left:0}
        header{padding-top:2.5rem}
        h1,h2,h3,h4,h5,h6{line-height:1.4;color:var(--strong);word-break:auto-phrase;text-wrap:balance}
        h1{font-size:1.9rem;margin:.2rem 0 .4rem;letter-spacing:.01em}
        h2{font-size:1.4rem;margin:3.2rem 0 1rem;padding-bottom:.35rem;border-bottom:2px solid var(--strong)}
        h3{font-size:1.12rem;margin:2.2rem 0 .8rem;padding-left:.6rem;border-left:5px solid var(--strong)}
        h4,h5,h6{font-size:1rem;margin:1.6rem 0 .6rem}
        .n{margin-right:.7em;font-weight:400;color:var(--soft)}
        p{margin:.7rem 0;max-width:52rem;white-space:pre-line}
        ul,ol{margin:.7rem 0;padding-left:1.6rem;max-width:52rem}
        li{margin:.25rem 0;white-space:pre-line}
        .issuer{margin:0;color:var(--soft);text-align:right;max-width:none}
        .subtitle{margin:0 0 1.2rem;color:var(--soft);font-size:1.05rem}
        .simulated,.notice,.override{margin:1rem 0;padding:.6rem .9rem;border:1px solid var(--line);border-left-width:6px;max-width:none;background:var(--wash)}
        .simulated{border-color:#8a5a00;background:#fff8e6;color:#553700;font-size:.92rem}
        .notice.caution{border-color:#a8541a;background:#fff5ec}
        .override{border:2px solid #a3151f;border-left-width:10px;background:#fff1f1;color:#5a0c12}
        .override .lead{font-size:1.1rem;margin:.2rem 0 .6rem}
        .override dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:.5rem 0}
        .override dd{margin:0}
        .simulated strong,.notice strong,.override .lead strong{margin-right:.9em}
        .facts{margin:1.4rem 0 0;border-top:1px solid var(--line)}
        .facts div{display:grid;grid-template-columns:13rem 1fr;gap:1rem;padding:.45rem 0;border-bottom:1px solid var(--line)}
        dt{color:var(--soft)}
        .override dt{color:inherit}
        .facts dd{margin:0;white-space:pre-line}
        .contents{margin:2rem 0 0;padding:1rem 1.4rem 1.2rem;background:var(--wash)}
        .contents h2{font-size:1rem;margin:0 0 .4rem;border:0;padding:0}
        .contents ol{list-style:none;margin:0;padding:0}
        .contents ol ol{padding-left:1.6rem}
        .contents a{text-decoration:none}
        .contents a:hover{text-decoration:underline}
        .figures{display:grid;grid-template-columns:repeat(3,1fr);gap:1px;margin:1.2rem 0;padding:1px}
        .figures div{box-shadow:0 0 0 1px var(--line);padding:.9rem 1rem}
        .figures dt{font-size:.88rem;line-height:1.45}
        .figures dd{margin:0}
        .figures .number{font-size:1.75rem;line-height:1.35;color:var(--strong);font-weight:600}
        .figures .number .f{display:block;margin:0}
        .figures .remark{font-size:.82rem;color:var(--soft)}
        .finding{padding-left:1.1em;text-indent:-1.1em}
        .finding::before{content:"\\25CB";margin-right:.1em;color:var(--strong)}
        :lang(en) .finding::before{content:"\\2022";margin-right:.5em}
        .pair{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,25rem);gap:2.2rem;align-items:start;margin:1.2rem 0}
        .table{margin:1.2rem 0;min-width:0}
        .pair .table{margin:0}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;width:100%;line-height:1.5;font-size:.95rem}
        caption{text-align:left;padding:0 0 .5rem}
        caption .title{display:block;font-weight:700;color:var(--strong)}
        caption .base{display:block;font-size:.85rem;color:var(--soft)}
        thead th{background:var(--strong);color:#fff;font-weight:600;border:1px solid var(--strong);vertical-align:bottom;min-width:4.6em;word-break:auto-phrase}
        thead th.stub{min-width:3em}
        th,td{padding:.42rem .7rem;border:1px solid var(--line);vertical-align:top}
        tbody th{font-weight:400;text-align:left;background:var(--wash);min-width:9rem;word-break:auto-phrase}
        tbody th.short{min-width:0;white-space:nowrap}
        th.stub,th.words,td.words{text-align:left}
        th.number{text-align:right}
        td.words{min-width:7rem;white-space:pre-line}
        td.number{text-align:right;white-space:nowrap}
        tr.total th,tr.total td{font-weight:700;border-top:2px solid var(--strong);background:#e9eef5}
        .u{font-size:.78em;margin-left:.12em;font-weight:400}
        .f{font-size:.78rem;color:var(--soft);margin-left:.3em;font-weight:400;white-space:nowrap}
        td .f{display:block;margin:0;line-height:1.2}
        section .simulated{padding:.25rem .9rem;font-size:.82rem}
        .none{color:var(--soft);font-size:.85em}
        .notes{list-style:none;padding:0;margin:.4rem 0 0;font-size:.85rem;color:var(--soft)}
        .notes li{padding-left:1.3em;text-indent:-1.3em}
        .notes li::before{content:"\\203B";margin-right:.3em}
        :lang(en) .notes li::before{content:"*"}
        .chart{margin:0}
        .chart svg{display:block;width:100%;max-width:27rem;height:auto;font-family:inherit}
        .chart.wide{margin:1.2rem 0;overflow-x:auto}
        .chart.wide svg{max-width:none;min-width:34rem}
        figcaption{font-size:.9rem;font-weight:700;color:var(--strong);margin:0 0 .4rem}
        .chart .grid{stroke:var(--line);stroke-width:1}
        .chart .end{text-anchor:end}
        .chart .middle{text-anchor:middle}
        .chart text{font-size:13px;fill:var(--ink)}
        .chart .value{font-size:12.5px}
        .chart .inside{text-anchor:middle;font-size:12px}
        .chart .plate{fill:#fff}
        .chart .inside.dark{fill:#fff}
        .chart .bar{stroke:var(--strong);stroke-width:.8}
        .chart .axis{stroke:var(--soft);stroke-width:1}
        .sources{margin:.5rem 0;font-size:.85rem}
        .sources summary{cursor:pointer;color:#164a8a;width:fit-content}
        .sources table{font-size:.8rem}
        .sources thead th{background:#e9eef5;color:var(--ink);text-align:left}
        .sources td.column{white-space:nowrap}
        .sources td,.sources th{padding:.2rem .5rem;vertical-align:top;text-align:left}
        code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Noto Sans Mono CJK JP",monospace;font-size:.92em;overflow-wrap:anywhere}
        footer{margin-top:4rem;border-top:1px solid var(--line);font-size:.85rem;color:var(--soft)}
        @media (max-width:60rem){.pair{grid-template-columns:minmax(0,1fr);gap:1.2rem}}
        @media (max-width:40rem){html{font-size:15px}body{padding:0 1rem 3rem}h1{font-size:1.45rem}h2{font-size:1.2rem}
        .facts div{grid-template-columns:1fr;gap:0}table{font-size:.88rem}th,td{padding:.35rem .4rem}tbody th{min-width:6.5rem}
        .table>.scroll tbody th{position:sticky;left:0;box-shadow:1px 0 0 var(--line)}caption>span,figcaption{position:sticky;left:0;max-width:calc(100vw - 2rem)}.figures{grid-template-columns:1fr 1fr}.figures .number{font-size:1.4rem}}
        @page{size:A4;margin:20mm 16mm 18mm;
        @top-center{font:8pt sans-serif;color:#553700}
        @bottom-left{font:8pt sans-serif;color:#4a5361}
        @bottom-center{content:counter(page) " / " counter(pages);font:8pt sans-serif;color:#4a5361}
        @bottom-right{font:8pt sans-serif;color:#a3151f}}
        @media print{html{font-size:9.6pt}body{max-width:none;padding:0}
        .hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        .skip{display:none}header{padding-top:0}a{color:inherit;text-decoration:none}
        *{print-color-adjust:exact;-webkit-print-color-adjust:exact}
        main>section{break-before:page}main>section:first-child,main>section.appendix{break-before:auto}
        main>section:first-child{break-inside:avoid}main>section:first-child h2{margin-top:2rem}
        h2{margin-top:0}section.appendix h2{margin-top:2.4rem}
        h1,h2,h3,h4,h5,h6,caption,figcaption,summary{break-after:avoid;break-inside:avoid}
        .contents{break-inside:avoid}
        .table:not(.long),.chart,.figures,.notice,.override li,tr{break-inside:avoid}
        .pair{grid-template-columns:minmax(0,1fr) 80mm;gap:6mm;break-inside:avoid}
        .finding{break-after:avoid;break-inside:avoid}th,td{padding:.28rem .5rem}tbody th{min-width:0}tbody th.label{min-width:8em}
        thead th{min-width:0}td.words{min-width:0}.chart.wide svg{min-width:0}
        .scroll,.chart.wide{overflow:visible}thead{display:table-header-group}
        .table.long::before{content:"";display:block;height:45mm;margin-bottom:-45mm;break-inside:avoid;break-after:avoid}
        .table.long tbody tr:nth-last-child(-n+4):not(:last-child){break-after:avoid}
        .notes{break-before:avoid}.inputs td,.inputs th{padding:0 .4rem;line-height:1.4}.inputs code{font-size:.8em}.sources summary{list-style:none;color:inherit}
        details:not([open]){display:none}p{orphans:3;widows:3}
        footer{display:none}}

        """
}
