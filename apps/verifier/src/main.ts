/** Starts the page: checks what it carries, then whatever is dropped on it. Nothing leaves the page. */
import { decodeUtf8 } from '@occtet/toolkit/base'
import {
  collectFingerprints,
  findDocument,
  type PackageFiles,
  paths,
  readPackageZip,
  readPageData,
  verifyEvidencePackage,
} from '@occtet/toolkit/evidence-package'
import { sha256Hex } from './digest.ts'
import { readGivenFile } from './given.ts'
import { readKeyInput } from './key-input.ts'
import { platform } from './platform.ts'
import type { Source, State, Theme } from './state.ts'
import { renderPage } from './view/frame.ts'

const FIRST_RECORDS = 200
const root = document.getElementById('app')
let state: State = {
  language: navigator.language.toLowerCase().startsWith('de') ? 'de' : 'en',
  theme: 'auto',
  given: { anchors: [] },
  answer: { kind: 'none' },
  dropped: [],
  notice: undefined,
  asked: undefined,
  typed: '',
  isPrinting: false,
  shown: FIRST_RECORDS,
}
let source: Source | undefined
/** Counts the checks, so that one that was overtaken shows nothing. */
let turn = 0

function show(change: Partial<State>): void {
  state = { ...state, ...change }
  if (root === null) return
  const focused = document.activeElement?.id ?? ''
  const opened = new Set(
    [...root.querySelectorAll('li[id] > details[open]')].map(({ parentElement }) => parentElement?.id),
  )
  // The only door for markup: every text in it was escaped by `html`.
  root.innerHTML = renderPage(state).html
  for (const item of root.querySelectorAll('li[id] > details'))
    if (opened.has(item.parentElement?.id)) item.setAttribute('open', '')
  document.documentElement.lang = state.language
  document.documentElement.dataset['theme'] = state.theme
  if (focused !== '') document.getElementById(focused)?.focus()
}

async function check(change: Partial<State> = {}): Promise<void> {
  const asked = source
  if (asked === undefined) return show(change)
  const mine = ++turn
  show({ ...askAboutOwnList(asked, change), answer: { kind: 'working' } })
  const { policy, logKey, anchors, byEyeAt, listSaidAt } = state.given
  try {
    const result = await verifyEvidencePackage(asked.files, {
      platform,
      at: new Date().toISOString(),
      withoutArtefacts: asked.name === undefined,
      timestampAnchors: anchors,
      ...(policy === undefined ? {} : { policy }),
      ...(logKey === undefined ? {} : { logKey }),
      ...(byEyeAt === undefined ? {} : { saidByEyeAt: byEyeAt }),
      ...(listSaidAt === undefined ? {} : { saidListAt: listSaidAt }),
    })
    if (mine === turn) show({ answer: { kind: 'done', result, source: asked } })
  } catch (cause) {
    if (mine === turn) show({ answer: { kind: 'stopped', message: String(cause) } })
  }
}

async function openFiles(files: readonly File[]): Promise<void> {
  for (const file of files) {
    const bytes = new Uint8Array(await file.arrayBuffer())
    if (isZip(bytes)) await openPackage(file.name, bytes)
    else if (!offerList(bytes)) compareDocument(file.name, bytes)
  }
}

async function openPackage(name: string, bytes: Uint8Array): Promise<void> {
  // A recorded document may be a ZIP itself.
  if (state.answer.kind === 'done' && isKnown(bytes)) return compareDocument(name, bytes)
  const read = readPackageZip(bytes)
  if (!read.ok) {
    turn++
    source = undefined
    return show({ answer: { kind: 'refused', name, fault: read.error }, dropped: [] })
  }
  source = { files: read.value, name, sha256: sha256Hex(bytes) }
  await check({ dropped: [], notice: undefined, shown: FIRST_RECORDS })
}

function isKnown(bytes: Uint8Array): boolean {
  return state.answer.kind === 'done' && lookUp('', bytes)?.state === 'recorded'
}

function lookUp(name: string, bytes: Uint8Array) {
  const { answer } = state
  return answer.kind === 'done'
    ? findDocument(collectFingerprints(answer.result.records), name, bytes)
    : undefined
}

function compareDocument(name: string, bytes: Uint8Array): void {
  const found = lookUp(name, bytes)
  if (found === undefined) {
    show({ answer: { kind: 'refused', name, fault: { message: 'no package was opened before' } } })
    return
  }
  show({ dropped: [found, ...state.dropped].slice(0, 20) })
  const line = document.getElementById('dropped')
  line?.focus({ preventScroll: true })
  line?.scrollIntoView({ block: 'center' })
}

/** "PK": local header, or the end of an empty archive. */
function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b
}

/** A complete key that differs is an answer about the package; a slip of typing is said beside the field. */
async function compareKey(typed: string): Promise<void> {
  const input = readKeyInput(typed)
  if (input.kind !== 'fingerprint' && input.kind !== 'key')
    return show({ typed, notice: { kind: 'slip', input } })
  const { byEyeAt: _, ...given } = state.given
  const logKey = input.kind === 'key' ? input.text : input.hex
  await check({ typed, given: { ...given, logKey }, notice: undefined })
}

function ownListOf({ files }: Source): string | undefined {
  const bytes = files.get(paths.policy)
  const text = bytes === undefined ? undefined : decodeUtf8(bytes)
  return text?.ok === true ? text.value : undefined
}

/** A list that is the package's own compares nothing, unless the reader says that it came another way. */
function askAboutOwnList(asked: Source, change: Partial<State>): Partial<State> {
  const { policy, ...rest } = change.given ?? state.given
  if (policy === undefined || rest.listSaidAt !== undefined || policy !== ownListOf(asked)) return change
  return { ...change, given: rest, asked: { policy, isOwn: true } }
}

/** A list of keys among dropped files: used only once the reader says where it came from. */
function offerList(bytes: Uint8Array): boolean {
  const policy = isKnown(bytes) ? undefined : readGivenFile(bytes)?.policy
  if (policy === undefined) return false
  show({ asked: { policy, isOwn: source !== undefined && policy === ownListOf(source) }, notice: undefined })
  document.getElementById('asked')?.focus()
  return true
}

async function useAskedList(): Promise<void> {
  const { asked, given } = state
  if (asked === undefined) return
  const next = { ...given, policy: asked.policy }
  const said = asked.isOwn ? { ...next, listSaidAt: new Date().toISOString() } : next
  await check({ asked: undefined, given: said, notice: undefined })
}

async function loadGiven(file: File | undefined): Promise<void> {
  if (file === undefined) return
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (isZip(bytes)) return openPackage(file.name, bytes)
  const read = readGivenFile(bytes)
  if (read === undefined) return show({ notice: { kind: 'unreadable' } })
  const { anchors, policy } = read
  const { listSaidAt, ...given } = state.given
  const next = { ...given, anchors: [...given.anchors, ...(anchors ?? [])] }
  if (policy === undefined)
    await check({
      given: listSaidAt === undefined ? next : { ...next, listSaidAt },
      notice: undefined,
    })
  else await check({ given: { ...next, policy }, asked: undefined, notice: undefined })
  document.getElementById('asked')?.focus()
}

const clicks: Readonly<Record<string, () => void>> = {
  'by-eye': () => {
    const log = state.answer.kind === 'done' ? state.answer.result.log : undefined
    if (log === undefined) return
    const byEyeAt = new Date().toISOString()
    void check({ given: { ...state.given, logKey: log.key, byEyeAt }, notice: undefined })
  },
  forget: () => void check({ given: { anchors: [] }, asked: undefined, typed: '', notice: undefined }),
  'list-elsewhere': () => void useAskedList(),
  'list-own': () => show({ asked: undefined, notice: { kind: 'own-list' } }),
  more: () => show({ shown: state.shown + 5 * FIRST_RECORDS }),
}

function onChange(target: EventTarget | null): void {
  if (target instanceof HTMLSelectElement) {
    if (target.id === 'language') show({ language: target.value === 'de' ? 'de' : 'en' })
    if (target.id === 'theme') show({ theme: target.value as Theme })
  }
  if (!(target instanceof HTMLInputElement) || target.type !== 'file') return
  const files = [...(target.files ?? [])]
  if (target.id === 'file') void openFiles(files)
  else void loadGiven(files[0])
}

function listen(): void {
  document.addEventListener('click', ({ target }) => {
    if (target instanceof Element) clicks[target.closest('button')?.id ?? '']?.()
  })
  document.addEventListener('change', ({ target }) => onChange(target))
  document.addEventListener('submit', (event) => {
    event.preventDefault()
    const input = document.getElementById('key-input')
    if (input instanceof HTMLInputElement) void compareKey(input.value)
  })
  window.addEventListener('beforeprint', () => show({ isPrinting: true }))
  window.addEventListener('afterprint', () => show({ isPrinting: false }))
  for (const type of ['dragenter', 'dragover'])
    document.addEventListener(type, (event) => {
      event.preventDefault()
      document.documentElement.dataset['drag'] = 'on'
    })
  document.addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) delete document.documentElement.dataset['drag']
  })
  document.addEventListener('drop', (event) => {
    event.preventDefault()
    delete document.documentElement.dataset['drag']
    void openFiles([...(event.dataTransfer?.files ?? [])])
  })
}

function readOwnData(): PackageFiles | undefined {
  return readPageData(JSON.parse(document.getElementById('package')?.textContent ?? 'null'))
}

listen()
try {
  const files = readOwnData()
  if (files !== undefined) source = { files, name: undefined }
  void check()
} catch (cause) {
  show({ answer: { kind: 'stopped', message: String(cause) } })
}
