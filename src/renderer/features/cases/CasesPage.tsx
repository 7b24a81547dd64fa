import { useCallback, useState } from 'react'
import { CaseList } from './CaseList'

/** The place of the cases: its list. */
export const CasesPage = () => {
  const [turn, setTurn] = useState(0)
  const again = useCallback(() => setTurn((last) => last + 1), [])
  return <CaseList key={turn} onAgain={again} />
}
