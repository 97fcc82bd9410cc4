/** The page as one file: style and script stand in it, and its own policy lets nothing else run or load. */
import { emptyPageData } from '@occtet/toolkit/evidence-package'
import { compactCss, formatLook, markSymbols } from '@occtet/ui'
import { rules } from './style.ts'

export interface PageParts {
  readonly script: string
  /** SHA-256 in base64 (Content Security Policy Level 3, section 2.3.1). */
  readonly hashOf: (text: string) => string
}

/** The same bytes for the same script. Without data it waits for a package; `buildEvidencePackage` puts one in. */
export function formatVerifierPage({ script, hashOf }: PageParts): string {
  const style = formatLook() + compactCss(rules)
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${hashOf(style)}'`,
    `script-src 'sha256-${hashOf(script)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join(';')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer"><meta name="robots" content="noindex"><title>OCCTET: evidence package</title><link rel="icon" href="data:,"><style>${style}</style></head>
<body>${markSymbols().html}<div id="app"><main><h1>OCCTET</h1><noscript><p>This page checks the package with a script that it carries. Your browser does not run it, so nothing was checked. Allow scripts for this page, or use the program.</p><p lang="de">Diese Seite prüft das Paket mit einem Skript, das sie mitbringt. Ihr Browser führt es nicht aus: Es wurde nichts geprüft. Erlauben Sie Skripte für diese Seite, oder benutzen Sie das Programm.</p></noscript></main></div>
${emptyPageData}<script>${script}</script>
</body></html>
`
}
