import { QualityBoard } from './QualityBoard';
import s from './Quality.module.css';

/** Service quality as everybody reads it; no account needed. */
export default function QualityPage() {
  return (
    <div className={s.shell}>
      <QualityBoard />
    </div>
  );
}
