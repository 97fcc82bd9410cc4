/** Files that were read, and everything that could not be: place, what was found, what to do. */
import { clip, type Html, html, type StatusMark, statusMark } from '@occtet/ui'
import { compareCodeUnits, type Issue } from '../../base/index.ts'
import type { FileReport, FileStatus } from '../../model/index.ts'
import { foreign, type ReportContext, renderSection } from './context.ts'
import { sayLimits } from './format-limits.ts'

/** Rows that the page holds; numbers are always the whole ones, and `findings.json` has every issue. */
const shownIssues = 300
const shownFiles = 500
const shownUnidentified = 100
const marks: Readonly<Record<FileStatus, StatusMark>> = {
  parsed: 'whole',
  partial: 'part',
  skipped: 'left-out',
  unsupported: 'unknown',
  unreadable: 'gap',
}
const worstFirst: readonly FileStatus[] = ['unreadable', 'unsupported', 'partial', 'skipped', 'parsed']

export function renderFiles(context: ReportContext): Html {
  const { input, t } = context
  const { files } = input.inventory
  const issues = [...input.inventory.issues, ...(input.findings?.issues ?? [])].sort(compareIssues)
  const parsed = files.filter((file) => file.status === 'parsed').length
  const skipped = files.filter((file) => file.status === 'skipped').length
  const answer =
    files.length === 0 ? t('files.answerNone') : t('files.answer', { n: parsed, all: files.length - skipped })
  const body = html`${renderIssues(context, issues)}${renderUnidentified(context)}${files.length > 0 && renderTable(context, files)}`
  return renderSection('files', { name: t('nav.files'), answer }, body)
}

function renderIssues(context: ReportContext, issues: readonly Issue[]): Html {
  const { t } = context
  if (issues.length === 0) return html`<p class="dim">${t('files.noIssues')}</p>`
  const rest = issues.length - shownIssues
  const items = issues.slice(0, shownIssues).map((issue) => renderIssue(context, issue))
  return html`<h3 class="sub">${t('files.issues', { n: issues.length })}</h3><ul class="card issues">${items}</ul>${rest > 0 && html`<p class="q">${t('files.moreIssues', { n: rest })}</p>`}`
}

/** Named by an SBOM or another tool, and nobody can say which packages they are. */
function renderUnidentified({ input, t }: ReportContext): Html | undefined {
  const all = input.inventory.unidentified ?? []
  if (all.length === 0) return undefined
  const rest = all.length - shownUnidentified
  const items = all.slice(0, shownUnidentified).map(({ name, version, path, line }) => {
    const place = path === undefined ? '' : `${clip(path, 200)}:${String(line)}`
    return html`<li><code>${clip(name, 100)}${version !== undefined && ` ${clip(version, 60)}`}</code> <span class="q">${place}</span></li>`
  })
  return html`<h3 class="sub">${t('files.unidentified', { n: all.length })}</h3><ul class="names">${items}</ul>${rest > 0 && html`<p class="q">${t('list.more', { n: rest })}</p>`}`
}

function renderIssue(context: ReportContext, issue: Issue): Html {
  const place = issue.line === undefined ? issue.path : `${issue.path}:${issue.line}`
  return html`<li><span class="tag lv-${issue.level}">${context.t(`issue.${issue.level}`)}</span><div><p><code>${clip(place, 300)}</code></p><p>${foreign(context, clip(issue.message, 400))}</p>${issue.hint !== undefined && html`<p class="dim">${context.t('files.hint')} ${foreign(context, clip(issue.hint, 400))}</p>`}<p class="q"><code>${issue.code}</code></p></div></li>`
}

function renderTable({ t }: ReportContext, files: readonly FileReport[]): Html {
  const sorted = files.toSorted(compareFiles)
  const rest = files.length - shownFiles
  const rows = sorted.slice(0, shownFiles).map((file) => {
    const isRead = file.status === 'parsed' || file.status === 'partial'
    const limits = isRead ? sayLimits(file.ecosystem, t) : undefined
    return html`<tr><th scope="row" class="mono">${clip(file.path, 300)}</th><td><span class="st fs-${file.status}">${statusMark(marks[file.status])}${t(`file.${file.status}`)}</span>${file.reason !== undefined && html`<br><span class="q">${clip(file.reason, 300)}</span>`}</td><td data-l="${t('files.format')}">${clip(file.ecosystem, 60)}${limits !== undefined && html`<br><span class="q">${limits}</span>`}</td><td class="num" data-l="${t('files.packages')}">${t('number', { n: file.packages })}</td></tr>`
  })
  return html`<h3 class="sub">${t('files.all', { n: files.length })}</h3><div class="card"><table class="cards"><caption class="vh">${t('nav.files')}</caption><thead><tr><th scope="col">${t('files.path')}</th><th scope="col">${t('files.status')}</th><th scope="col">${t('files.format')}</th><th scope="col" class="num">${t('files.packages')}</th></tr></thead><tbody>${rows}</tbody></table></div>${rest > 0 && html`<p class="q">${t('list.more', { n: rest })}</p>`}`
}

function compareFiles(a: FileReport, b: FileReport): number {
  return worstFirst.indexOf(a.status) - worstFirst.indexOf(b.status) || compareCodeUnits(a.path, b.path)
}

function compareIssues(a: Issue, b: Issue): number {
  const level = (issue: Issue): number => ['error', 'warning', 'note'].indexOf(issue.level)
  return (
    level(a) - level(b) ||
    compareCodeUnits(a.path, b.path) ||
    (a.line ?? 0) - (b.line ?? 0) ||
    compareCodeUnits(a.message, b.message)
  )
}
