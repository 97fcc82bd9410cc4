/** Beside a finding, a licence, a question or a threat: asks for proposals and shows the newest of each kind. */
import { proposalRoutes } from '@occtet/contract/api'
import { proposalWords } from '@occtet/ui'
import { useState } from 'react'
import { useRoute } from '../../api/use-route.ts'
import { useFrame, useMay } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { NoPermission } from '../../parts/states.tsx'
import { KindOfProposal } from './propose-kind.tsx'
import type { Proposal, ProposeProps } from './proposal-types.ts'
import styles from './proposals.module.css'

export function Propose(props: ProposeProps) {
  const t = useWords(proposalWords)
  const mayAsk = useMay('assistant.write')
  const mayRead = useMay('private.read')
  const isSample = useFrame().data?.isSample === true
  const { org, product, subject, language } = props
  const query = { product, subject: subject.id, limit: '50' }
  const list = useRoute(proposalRoutes['proposals.list'], { params: { org }, query }, { isWanted: mayRead })
  const [made, setMade] = useState<readonly Proposal[]>([])
  const keep = (proposal: Proposal): void =>
    setMade((old) => [proposal, ...old.filter(({ id }) => id !== proposal.id)])
  const shown = [...made, ...(list.data?.rows ?? [])].filter(
    (one) => one.subject.id === subject.id && (language === undefined || one.language === language),
  )
  if (isSample) return <p className="q">{t('sample')}</p>
  return (
    <div className={styles.propose}>
      <p className="q">{t('what')}</p>
      {props.kinds.map((kind) => (
        <KindOfProposal
          key={kind}
          {...props}
          kind={kind}
          mayAsk={mayAsk}
          proposal={shown.find((one) => one.kind === kind)}
          onProposal={keep}
        />
      ))}
      {mayAsk ? null : <NoPermission permission="assistant.write" />}
    </div>
  )
}
