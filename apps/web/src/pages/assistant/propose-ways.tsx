/** The two ways to a proposal: by rules, and then by a model, which shows first what it would get. */
import { proposalWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Link } from '../../parts/link.tsx'
import type { ProposalKind } from './proposal-types.ts'
import styles from './proposals.module.css'
import { useFocusBack } from './use-focus-back.ts'
import { type Model, useModel } from './use-model.ts'

export interface WaysProps {
  readonly org: string
  readonly kind: ProposalKind
  readonly hasOne: boolean
  readonly isBusy: boolean
  /** From what was shown, so the focus comes back, too. */
  readonly isBack: boolean
  readonly onMake: () => void
  readonly onPreview: () => void
  readonly onModel: () => void
}

export function Ways({ kind, onMake, ...props }: WaysProps) {
  const t = useWords(proposalWords)
  const model = useModel(props.org)
  const { hasOne, isBusy } = props
  // Evidence is of the product.
  const mayGet = model?.sources.includes('product') === true
  const isOffered = model !== undefined && hasOne
  return (
    <>
      <p className={styles.buttons}>
        <Button isBusy={isBusy} tone={hasOne ? 'text' : 'plain'} onPress={onMake}>
          {t(hasOne ? 'again.rules' : `make.${kind}`)}
        </Button>
        {isOffered && mayGet ? <ByModel {...props} model={model} /> : null}
      </p>
      {isOffered && !mayGet ? <MayNot org={props.org} model={model} /> : null}
    </>
  )
}

type ModelProps = Omit<WaysProps, 'kind' | 'onMake'> & { readonly model: Model }

/** Asks each time unless the organisation agreed for all; then what would be sent can still be looked at. */
function ByModel({ model, isBusy, isBack, onPreview, onModel }: ModelProps) {
  const t = useWords(proposalWords)
  const button = useFocusBack(isBack)
  const isDirect = model.send === 'always'
  return (
    <>
      <Button ref={button} isBusy={isBusy} tone="text" onPress={isDirect ? onModel : onPreview}>
        {t('again.model', { model: model.name })}
      </Button>
      {isDirect ? (
        <Button isBusy={isBusy} tone="text" onPress={onPreview}>
          {t('model.preview', { model: model.name })}
        </Button>
      ) : null}
    </>
  )
}

/** Before anybody reads letters that could not be sent. */
function MayNot({ org, model }: { readonly org: string; readonly model: Model }) {
  const t = useWords(proposalWords)
  return (
    <p className="q">
      {t('model.mayNot', { model: model.name })}{' '}
      <Link to={{ page: 'assistant', params: { org }, search: { view: 'model' } }}>
        {t('model.mayNotLink')}
      </Link>
    </p>
  )
}
