import { sentOfEach } from './file-progress';

describe('sentOfEach', () => {
  const files = [{ size: 60 }, { size: 0 }, { size: 40 }];

  it.each([
    [0, [0, 0, 0]],
    [0.3, [0.5, 0, 0]],
    [0.8, [1, 1, 0.5]],
    [1, [1, 1, 1]],
  ])('tells of %d what each file has got', (fraction, sent) => {
    expect(sentOfEach(files, fraction)).toEqual(sent);
  });
});
