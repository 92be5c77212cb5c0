import { Button, Form, Input, Modal, type InputRef } from 'antd';
import { useRef } from 'react';
import { usePasswordAgain, type Me } from '@/api/me';
import { ProblemAlert } from '@/shared/ui';
import { useAppText } from '../text';

/** Asks for the password before a binding act; the act waits and goes on by itself. */
export default function PasswordDialog({ me, onDone }: { me: Me; onDone: (ok: boolean) => void }) {
  const t = useAppText();
  const again = usePasswordAgain();
  const field = useRef<InputRef>(null);
  const submit = async ({ password }: { password: string }) => {
    const done = await again.mutateAsync({ password }).catch(() => null);
    if (done) onDone(true);
    else field.current?.focus();
  };
  return (
    <Modal
      open
      title={t('againTitle')}
      footer={null}
      mask={{ closable: false }}
      afterOpenChange={(open) => open && field.current?.focus()}
      onCancel={() => onDone(false)}
      zIndex={1200}
    >
      <p style={{ marginBottom: 16 }}>{t('againHint')}</p>
      <Form<{ password: string }>
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => void submit(values)}
      >
        {/* for password managers: whose password it is */}
        <input type="hidden" autoComplete="username" value={me.user?.email ?? ''} readOnly />
        <Form.Item name="password" label={t('password')} rules={[{ required: true }]}>
          <Input.Password ref={field} autoComplete="current-password" aria-label={t('password')} />
        </Form.Item>
        {again.error && (
          <div style={{ marginBottom: 16 }}>
            <ProblemAlert error={again.error} />
          </div>
        )}
        <Button type="primary" htmlType="submit" block loading={again.isPending}>
          {t('againDo')}
        </Button>
      </Form>
    </Modal>
  );
}
