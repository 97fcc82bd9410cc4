/** The page that checks files, with the product's published records in it: it works without this server, and asks it nothing. */
import { createHash } from 'node:crypto'
import { fillVerifierPage } from '../ledger/public-records.ts'
import { viewLedgerOf } from '../ledger/view.ts'
import { listFiles } from './files.ts'
import { medias } from './replies.ts'
import type { Visit } from './visit.ts'

/** One file with its script inside, allowed by its hash and by nothing else; it may talk to nobody. */
export async function answerVerifier(visit: Visit): Promise<Response | undefined> {
  const page = await pageOf(visit)
  if (page === undefined) return undefined
  return new Response(page, {
    headers: {
      'content-type': medias.html,
      'content-security-policy': verifierPolicy(page),
      'cache-control': 'no-cache',
    },
  })
}

interface Made {
  /** What it was made from. */
  readonly from: string
  readonly page: string
}

/** Of few products at a time; whoever asks again gets the same bytes until log or files change. */
const made = new Map<string, Made>()
const MOST_MADE = 50

/** Without a log, or with one that cannot be read, the page checks packages only. */
async function pageOf({ page: { org, product }, parts }: Visit): Promise<string | undefined> {
  const { verifierPage, kernel } = parts
  if (verifierPage === undefined) return undefined
  const files = await listFiles(org, product)
  const view = files.length === 0 ? undefined : await viewLedgerOf(org, kernel)
  if (view?.ok !== true) return verifierPage
  const digests = new Set(files.map(({ digest }) => digest))
  const from = `${view.value.note}\n${[...digests].join()}`
  const key = `${org.id}/${product.id}`
  const known = made.get(key)
  if (known?.from === from) return known.page
  const now = kernel.now()
  const filled = fillVerifierPage(view.value, { product: product.slug, digests, now, page: verifierPage })
  if (filled === undefined) return verifierPage
  made.delete(key)
  made.set(key, { from, page: filled })
  const [oldest] = made.keys()
  if (made.size > MOST_MADE && oldest !== undefined) made.delete(oldest)
  return filled
}

/** Data in the page is no script: it has a type, so neither needs a hash nor gets one. */
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
