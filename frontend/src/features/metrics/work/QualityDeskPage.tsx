import { QualityBoard } from '../public/QualityBoard';
import { FixPeriod } from './FixPeriod';
import { ReadingSettings } from './ReadingSettings';

/** Service quality for staff and the quality auditor: the same figures, with links and settings. */
export default function QualityDeskPage() {
  return (
    <QualityBoard>
      <ReadingSettings />
      <FixPeriod />
    </QualityBoard>
  );
}
