/** The page that checks packages, for whoever was given one: it works without this server. */
import { createHash } from 'node:crypto'
import { medias } from './replies.ts'
import type { Visit } from './visit.ts'

/** One file with its script inside, allowed by its hash and by nothing else; it may talk to nobody. */
export function answerVerifier({ parts: { verifierPage } }: Visit): Response | undefined {
  if (verifierPage === undefined) return undefined
  return new Response(verifierPage, {
    headers: {
      'content-type': medias.html,
      'content-security-policy': verifierPolicy(verifierPage),
      'cache-control': 'no-cache',
    },
  })
}

function verifierPolicy(page: string): string {
  const hashes = (tag: string): string =>
    [...page.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))]
      .map(
        ([, code]) =>
          `'sha256-${createHash('sha256')
            .update(code ?? '')
            .digest('base64')}'`,
      )
      .join(' ')
  return `default-src 'none'; script-src ${hashes('script')}; style-src ${hashes('style')}; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
}
