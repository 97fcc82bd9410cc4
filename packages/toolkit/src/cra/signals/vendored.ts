/** SIG-REPO-VENDORED: code of other projects that lies in the tree and that no manifest states. */
import { type Finding, toDanger } from '../code-signals.ts'
import { type Inventory } from '../../model/index.ts'
import { type Signal } from '../signal.ts'
import type { SourceSweep } from '../sweep/sweep.ts'
import { count, say } from '../say.ts'

const id = 'SIG-REPO-VENDORED'

const folder =
  /^(?:(.*)\/)?(vendors?|third[_-]?party|3rd-?party|externals?|extern|bower_components|subprojects)\/([^/]+)\//i
const versioned = /^((?:.*\/)?[a-z][\w.]{1,60}-v?\d+\.\d+(?:\.\d+)?)\//i
/** Libraries that come as one or two files and are copied under their own names. */
const single =
  /(?:^|\/)((?:sqlite3|miniz|cJSON|mongoose|lodepng|tinyxml2?|pugixml|mbedtls_config|picohttpparser|http_parser|lz4|xxhash|stb_[a-z]{2,30}|uthash|utlist|jsmn|nanosvg|dr_(?:wav|mp3|flac)|tweetnacl)\.(?:c|h|hpp|cpp))$/
/** A name with a version, or a well-known name in minified form; jQuery's names are nobody's own. */
const minified =
  /(?:^|\/)(?:jquery(?:[.-][\w-]{1,40}){0,4}|[a-z][\w-]{1,40}(?:[.-]v?\d+(?:\.\d+){1,2})(?:[.-][\w-]{1,20}){0,2}|(?:bootstrap|codemirror|lodash|underscore|backbone|tinymce|ckeditor|moment|handlebars|angular|react|react-dom|vue|d3|chart|highlight|ace|select2|dropzone|leaflet|three|semantic|popper|htmx|alpine|mermaid|marked|chartjs)(?:[.-][\w-]{1,40}){0,3}[.-](?:min|umd|slim|bundle|production))\.(?:js|css)$/i

export const vendored: Signal = {
  id,
  looksFor: 'danger',
  collect: ({ inventory, sources }) => {
    const sweep = sources()
    const found = findCopies(sweep, inventory)
    return toDanger(id, sweep, {
      found,
      facts: { paths: found.map((one) => one.detail ?? one.path).slice(0, 100) },
      hit: say`${count(found.length, 'place')} ${found.length === 1 ? say`looks` : say`look`} like copied code of other projects that no manifest states.`,
      byName: true,
      none: say`No copied code of other projects was found by folder or file name.`,
    })
  },
}

function findCopies(sweep: SourceSweep, inventory: Inventory): readonly Finding[] {
  const stated = new Set(inventory.components.flatMap((one) => one.evidence.map(({ path }) => path)))
  const copies = new Map<string, string>()
  for (const { path, role, language } of sweep.files) {
    if (role === 'test' || role === 'docs' || role === 'example' || /(?:^|\/)(?:generated|dist)\//.test(path))
      continue
    const place = language === undefined ? undefined : copyOf(path)
    if (place !== undefined && !copies.has(place)) copies.set(place, path)
  }
  return [...copies]
    .filter(([place]) => !isStated(place, stated, sweep))
    .map(([place, path]) => ({ kind: 'copied code', path, line: 1, detail: place }))
}

/** The folder or file that is a copy. */
function copyOf(path: string): string | undefined {
  const inFolder = folder.exec(path)
  if (inFolder !== null) {
    const [, above, name, child] = inFolder
    return `${above === undefined ? '' : `${above}/`}${name ?? ''}/${child ?? ''}/`
  }
  const inDeps = /^deps\/[^/]+(\/)?/.exec(path)
  if (inDeps !== null && /\.(?:c|cc|cpp|h|hpp)$/.test(path)) return inDeps[0]
  const inVersioned = versioned.exec(path)
  if (inVersioned !== null) return `${inVersioned[1] ?? ''}/`
  return single.test(path) || minified.test(path) ? path : undefined
}

/** Package managers fill these themselves, and their lock files state what lies there; own workspace members have manifests. */
function isStated(place: string, stated: ReadonlySet<string>, sweep: SourceSweep): boolean {
  const parent = place.replace(/[^/]+\/$/, '')
  const markers = ['modules.txt', 'autoload.php', 'composer/installed.json', 'bundle']
  if (markers.some((name) => sweep.listing.files.includes(`${parent}${name}`))) return true
  for (const path of stated) if (path.startsWith(place)) return true
  return false
}
