import { LogFollowing } from './log-following';

describe('LogFollowing', () => {
  /** A scroller 400 px high over 2000 px of log; jsdom lays nothing out. */
  const newScroller = (): HTMLElement => {
    const scroller = document.createElement('div');
    Object.defineProperty(scroller, 'clientHeight', { value: 400 });
    Object.defineProperty(scroller, 'scrollHeight', { value: 2000, configurable: true });
    return scroller;
  };

  it('stops at the wish to move up, before anything has moved', () => {
    const following = new LogFollowing();
    const scroller = newScroller();
    following.moveToEnd(scroller);
    following.noticeInput(new WheelEvent('wheel', { deltaY: 5 }), scroller);
    expect(following.isActive()).toBe(true);
    following.noticeInput(new WheelEvent('wheel', { deltaY: -5 }), scroller);
    expect(following.isActive()).toBe(false);
  });

  it('knows the keys that move up', () => {
    const following = new LogFollowing();
    const scroller = newScroller();
    following.moveToEnd(scroller);
    following.noticeInput(new KeyboardEvent('keydown', { key: 'a' }), scroller);
    expect(following.isActive()).toBe(true);
    following.noticeInput(new KeyboardEvent('keydown', { key: 'PageUp' }), scroller);
    expect(following.isActive()).toBe(false);
  });

  it('does not take its own move to the end for the reader coming back', () => {
    const following = new LogFollowing();
    const scroller = newScroller();
    following.moveToEnd(scroller);
    following.stop();
    following.noticeScroll(scroller);
    expect(following.isActive()).toBe(false);
  });

  it('stops at a scroll up, which may be one by the scroll bar', () => {
    const following = new LogFollowing();
    const scroller = newScroller();
    scroller.scrollTop = 1600;
    following.noticeScroll(scroller);
    scroller.scrollTop = 1500;
    following.noticeScroll(scroller);
    expect(following.isActive()).toBe(false);
  });

  it('goes on when rows are laid out anew, which moves the place as well', () => {
    const following = new LogFollowing();
    const scroller = newScroller();
    scroller.scrollTop = 1600;
    following.noticeScroll(scroller);
    Object.defineProperty(scroller, 'scrollHeight', { value: 1800 });
    scroller.scrollTop = 1000;
    following.noticeScroll(scroller);
    expect(following.isActive()).toBe(true);
  });

  it('goes on while a log is shorter than the page', () => {
    const following = new LogFollowing();
    following.noticeInput(new WheelEvent('wheel', { deltaY: -5 }), newScroller());
    expect(following.isActive()).toBe(true);
  });
});
