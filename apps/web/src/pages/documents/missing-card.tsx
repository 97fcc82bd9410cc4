/** What is missing before it can be handed out: what, where it is asked, who can answer, how long it takes. */
import { documentWords } from '@occtet/ui'
import { useState } from 'react'
import { useMay } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Link } from '../../parts/link.tsx'
import styles from './documents.module.css'
import { FillForm } from './fill-form.tsx'
import { type At, fillable, type Missing, placeOf, type Preview, type Target } from './model.ts'

export interface MissingCardProps {
  readonly preview: Preview
  readonly params: At
  /** Id of the paper. */
  readonly paper: string
}

/** Papers that ask for the words of a policy, with the section that the public page drafts for each. */
const policySections: Readonly<Record<string, string>> = {
  'cvd-policy': 'disclosure',
  'support-period': 'support-period',
}

export function MissingCard({ preview, params, paper }: MissingCardProps) {
  const t = useWords(documentWords)
  const { org, product } = params
  const section = policySections[paper]
  const mandatory = preview.missing.filter(({ isMandatory }) => isMandatory)
  const optional = preview.missing.filter(({ isMandatory }) => !isMandatory)
  return (
    <Card title={t('missing.title')} aside={String(mandatory.length)}>
      {mandatory.length === 0 ? (
        <p className="dim">{t('missing.none')}</p>
      ) : (
        <Parts parts={mandatory} params={params} />
      )}
      {optional.length === 0 ? null : (
        <details>
          <summary>{t('missing.optional', { n: optional.length })}</summary>
          <Parts parts={optional} params={params} />
        </details>
      )}
      {section === undefined ? null : (
        <p>
          <Link to={{ page: 'publicPage', params: { org, product }, search: { section } }}>
            {t('missing.draft')}
          </Link>
        </p>
      )}
    </Card>
  )
}

function Parts({ parts, params }: { parts: readonly Missing[]; params: At }) {
  return (
    <ul className={styles.plain}>
      {parts.map((part) => (
        <Part key={`${part.label} ${part.article} ${part.where}`} part={part} params={params} />
      ))}
    </ul>
  )
}

function Part({ part, params }: { part: Missing; params: At }) {
  const t = useWords(documentWords)
  const mayFill = useMay('products.write')
  const [isOpen, setOpen] = useState(false)
  const fields = fillable(part)
  const roles = part.roles.map((role) => t(`role.${role}`)).join(', ')
  return (
    <li>
      <b>{part.label}</b> <span className="law">{part.article}</span>
      <p className="q">
        {t('missing.who', { roles })}, {t('missing.minutes', { n: part.minutes })}
      </p>
      <p className={styles.ways}>
        {mayFill && fields.length > 0 && !isOpen ? (
          <Button aria-label={`${t('missing.fill')}: ${part.label}`} onPress={() => setOpen(true)}>
            {t('missing.fill')}
          </Button>
        ) : null}
        {part.targets.map((target) => (
          <Way
            key={JSON.stringify(target)}
            target={target}
            params={params}
            isFilledHere={mayFill && fields.length > 0}
          />
        ))}
      </p>
      {isOpen ? (
        <FillForm label={part.label} fields={fields} params={params} onClose={() => setOpen(false)} />
      ) : null}
    </li>
  )
}

interface WayProps {
  readonly target: Target
  readonly params: At
  /** The name of the field says nothing that the form does not. */
  readonly isFilledHere: boolean
}

function Way({ target, params, isFilledHere }: WayProps) {
  const t = useWords(documentWords)
  const place = placeOf(target, params)
  switch (target.kind) {
    case 'question':
      return place === undefined ? null : <Link to={place}>{t('missing.question', { id: target.id })}</Link>
    case 'scope':
    case 'inventory':
      return place === undefined ? null : <Link to={place}>{t(`missing.${target.kind}`)}</Link>
    case 'risk':
    case 'diligence':
      return place === undefined ? null : <Link to={place}>{t('missing.risk')}</Link>
    case 'profile':
      return isFilledHere ? null : (
        <span className="q">
          {t('missing.profile')} <code>{target.field}</code>
        </span>
      )
    case 'paper':
      return <span className="q">{t('missing.byHand')}</span>
    default:
      return target satisfies never
  }
}
