/**
 * Asks a forge about a project and writes its answers, as they came, into a folder that `forge-folder.ts` reads.
 * Only GET, only to the interface of the forge that the user named; the token goes nowhere else, since no redirect is followed.
 */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readForgeExport } from '../cra/index.ts'
import { NetworkFailure } from './download.ts'
import { firstQuestions, type ForgeAddress, type ForgeQuestion, laterQuestions } from './forge-questions.ts'

const bounds = { bytes: 32 * 1024 * 1024, time: 30_000, pages: 10 } as const

export interface ForgeFetch {
  readonly address: ForgeAddress
  /** Made if it does not exist; must be empty, or an earlier export. */
  readonly to: string
  /** Undefined: asks as anybody. */
  readonly token: string | undefined
  /** RFC 3339, UTC. */
  readonly now: string
}

export interface ForgeFetched {
  readonly answers: readonly { readonly file: string; readonly status: number }[]
}

interface Answer {
  readonly status: number
  readonly text: string
}

/** Throws NetworkFailure when the forge cannot be reached, and as the disk does. A refusal is noted, and no failure. */
export async function fetchForge(fetching: ForgeFetch): Promise<ForgeFetched> {
  const { address, to } = fetching
  const texts = new Map<string, string>()
  const answers: { file: string; status: number }[] = []
  const ask = async (question: ForgeQuestion): Promise<void> => {
    const { status, text } =
      question.isList === true ? await getPages(fetching, question) : await get(fetching, question.path)
    answers.push({ file: question.file, status })
    if (status === 200) texts.set(question.file, text)
  }
  for (const question of firstQuestions(address)) await ask(question)
  const seen = readForgeExport((path) =>
    path === 'forge.json' ? JSON.stringify({ forge: address.forge }) : texts.get(path),
  )
  const known = seen.ok ? seen.value : undefined
  const branch = known?.repository.isRead === true ? known.repository.value.defaultBranch : undefined
  const merges = known?.merges.isRead === true ? known.merges.value.map(({ number }) => number) : []
  for (const question of laterQuestions(address, { branch, merges })) await ask(question)
  const { forge, api, project } = address
  const note = { schema: 'occtet.forge-export/1', forge, api, project, fetchedAt: fetching.now, answers }
  for (const [file, text] of [...texts, ['forge.json', `${JSON.stringify(note, null, 1)}\n`] as const]) {
    const path = join(to, file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  return { answers }
}

/** Whether a fetch may write there: nothing of somebody else's is mixed with the answers. */
export function isForgeFolder(folder: string): boolean {
  return !existsSync(folder) || readdirSync(folder).length === 0 || existsSync(join(folder, 'forge.json'))
}

/** Pages of a hundred, put together as one list. */
async function getPages(fetching: ForgeFetch, { path }: ForgeQuestion): Promise<Answer> {
  const all: unknown[] = []
  for (let page = 1; page <= bounds.pages; page++) {
    const answer = await get(fetching, `${path}${path.includes('?') ? '&' : '?'}per_page=100&page=${page}`)
    const list = answer.status === 200 ? parseList(answer.text) : undefined
    if (list === undefined) return page === 1 ? answer : { status: answer.status, text: '' }
    all.push(...list)
    if (list.length < 100) break
  }
  return { status: 200, text: `${JSON.stringify(all, null, 1)}\n` }
}

function parseList(text: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? (value as readonly unknown[]) : undefined
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}

async function get({ address, token }: ForgeFetch, path: string): Promise<Answer> {
  const url = `${address.api}${path}`
  try {
    const response = await fetch(url, {
      method: 'GET',
      redirect: 'manual',
      headers: headersFor(address, token),
      signal: AbortSignal.timeout(bounds.time),
    })
    return { status: response.status, text: await readBody(response, url) }
  } catch (cause) {
    if (cause instanceof NetworkFailure) throw cause
    const reason =
      cause instanceof Error ? ((cause.cause as Error | undefined)?.message ?? cause.message) : String(cause)
    throw new NetworkFailure({ code: 'UNREACHABLE', url, message: `${url} cannot be read: ${reason}`, cause })
  }
}

function headersFor({ forge }: ForgeAddress, token: string | undefined): Record<string, string> {
  const common = {
    accept: forge === 'github' ? 'application/vnd.github+json' : 'application/json',
    'user-agent': 'occtet',
  }
  const version = forge === 'github' ? { 'x-github-api-version': '2022-11-28' } : {}
  return { ...common, ...version, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) }
}

async function readBody(response: Response, url: string): Promise<string> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of response.body ?? []) {
    size += piece.length
    if (size > bounds.bytes) {
      const message = `${url} sends more than ${bounds.bytes} bytes`
      throw new NetworkFailure({ code: 'TOO_LARGE', url, message })
    }
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}
