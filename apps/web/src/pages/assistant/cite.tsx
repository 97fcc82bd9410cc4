/** A source beside a sentence: the provision in the voice of the law, what kind of text says it, and where it can be read. */
import { askWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Link } from '../../parts/link.tsx'
import { Ref } from '../../parts/marks.tsx'
import styles from './assistant.module.css'
import { PassageWords } from './passage-words.tsx'
import type { SourceKind } from './source-kind.ts'
import { type Around, type Source, targetOf } from './targets.ts'

/** Where it is read: `ref` where the text is a provision, else the title that was found with it. */
export interface CiteProps {
  readonly source: Source & { readonly source: SourceKind }
  readonly title: string | undefined
  readonly place?: string | undefined
  readonly around: Around
}

/** What stands beside a sentence: short. */
export function Cite({ source, title, place, around }: CiteProps) {
  const t = useWords(askWords)
  const target = targetOf(source, around)
  const name = source.ref ?? title ?? source.id
  const face = source.ref === undefined ? <span>{name}</span> : <Ref>{source.ref}</Ref>
  return (
    <li className={styles.cite}>
      {'place' in target ? <Link to={target.place}>{face}</Link> : face}
      <span className="q">{[t(`source.${source.source}`), place].filter(Boolean).join(', ')}</span>
    </li>
  )
}

/** One of the other passages that were found: its title, what it is, and its words where they can be shown. */
export function FoundPassage({
  language,
  ...props
}: CiteProps & { readonly title: string; readonly language: 'en' | 'de' }) {
  const t = useWords(askWords)
  const { source, title, place, around } = props
  const target = targetOf(source, around)
  return (
    <li className={styles.found}>
      <p>
        {'place' in target ? <Link to={target.place}>{title}</Link> : <span lang={language}>{title}</span>}{' '}
        {source.ref === undefined ? null : <Ref>{source.ref}</Ref>}
      </p>
      <p className="q">{[t(`source.${source.source}`), place].filter(Boolean).join(', ')}</p>
      {target.kind === 'words' && source.ref !== undefined ? (
        <PassageWords org={around.org} reference={source.ref} title={title} language={language} />
      ) : null}
    </li>
  )
}
