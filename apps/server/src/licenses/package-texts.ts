/** License files of packages that came with the sources: `node_modules` and `vendor` folders of an uploaded archive. */
import type { RepoFiles } from '@occtet/toolkit/cra'
import type { PackageText, PackageTexts } from '@occtet/toolkit/licenses'
import { type Purl, splitPurl } from '@occtet/toolkit/model'

const isLicenseName = /^(licen[cs]e|copying|notice|copyright|unlicense)[^/]*$/i
/** Longer files are no license texts. */
const mostBytes = 512 * 1024

export interface FoundTexts {
  readonly texts: PackageTexts
  /** Whether any such folder is there at all. */
  readonly hasTexts: boolean
}

/** Untrusted: whoever publishes a package writes them. */
export function packageTextsOf(files: RepoFiles | undefined): FoundTexts {
  const folders = new Map<string, string[]>()
  for (const path of files?.listAll().files ?? []) {
    const cut = path.lastIndexOf('/')
    const folder = path.slice(0, Math.max(0, cut))
    if (!/(^|\/)(node_modules|vendor)\//.test(folder) || !isLicenseName.test(path.slice(cut + 1))) continue
    folders.set(folder, [...(folders.get(folder) ?? []), path])
  }
  return {
    hasTexts: folders.size > 0,
    texts: { textsOf: (purl) => (files === undefined ? [] : readTexts(files, folders, purl)) },
  }
}

function readTexts(
  files: RepoFiles,
  folders: ReadonlyMap<string, readonly string[]>,
  purl: Purl,
): readonly PackageText[] {
  const end = folderEnd(purl)
  if (end === undefined) return []
  const own = [...folders.keys()].find((folder) => folder === end || folder.endsWith(`/${end}`))
  if (own === undefined) return []
  return (folders.get(own) ?? []).flatMap((path) => {
    const start = files.readStart(path, mostBytes)
    if (start === undefined || start.size > mostBytes) return []
    const text = new TextDecoder().decode(start.bytes)
    return [{ path: path.slice(own.length + 1), text }]
  })
}

function folderEnd(purl: Purl): string | undefined {
  const { type, namespace, name } = splitPurl(purl)
  const full = namespace === undefined || namespace === '' ? name : `${namespace}/${name}`
  if (type === 'npm') return `node_modules/${full}`
  if (type === 'golang' || type === 'composer') return `vendor/${full}`
  return undefined
}
