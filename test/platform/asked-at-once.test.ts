import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { AskedAtOnce } from '../../src/platform/asked-at-once.js';

describe('what is asked at once', () => {
  test('is answered once for all who ask the same, and by itself for whoever asks something else', async () => {
    const questions: string[] = [];
    const asked = new AskedAtOnce<string>();
    const ask = (question: string) =>
      asked.ask(question, async () => {
        questions.push(question);
        return question.toUpperCase();
      });
    expect(await Promise.all(['a', 'b', 'a', 'a'].map(ask))).toEqual(['A', 'B', 'A', 'A']);
    expect(questions).toEqual(['a', 'b']);
  });

  test('is asked anew in the next turn, also while the first answer is still on its way', async () => {
    let answers = 0;
    const asked = new AskedAtOnce<number>();
    const ask = () =>
      asked.ask('', async () => {
        const n = ++answers;
        await nextTurn();
        return n;
      });
    const first = ask();
    await nextTurn();
    expect(await Promise.all([first, ask(), ask()])).toEqual([1, 2, 2]);
  });

  test('fails for all who ask it, and not for those who ask later', async () => {
    const asked = new AskedAtOnce<string>();
    const fail = () => asked.ask('', () => Promise.reject(new Error('a fault')));
    const ended = await Promise.allSettled([fail(), fail()]);
    expect(ended.map(it => it.status)).toEqual(['rejected', 'rejected']);
    await nextTurn();
    expect(await asked.ask('', async () => 'well')).toBe('well');
  });
});
