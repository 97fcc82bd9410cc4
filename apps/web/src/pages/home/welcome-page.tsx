/** First run, and each new product: look at the sample, drop a file, or connect a folder. */
import { homeWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Lead } from '../../parts/lead.tsx'
import { Doors } from './doors.tsx'
import { useDoors } from './use-doors.ts'

export function Page() {
  const t = useWords(homeWords)
  const org = useParam('org')
  return (
    <>
      <Lead answer={t('welcome.lead', { n: useDoors(org).count })} below={t('welcome.keeps')} />
      <Doors org={org} />
    </>
  )
}
