package e2e

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/exp/vmhost"
)

// patience is how long a guest may make no progress before its test fails.
const patience = 20 * time.Second

// A Window is a running program in the test's hands. Input is delivered with the next Tick, and
// only Tick lets the program's time pass. Lengths are in logical pixels of a screen whose scale
// is 1.
type Window struct {
	t      testing.TB
	guest  *vmhost.GuestSession
	screen *ebiten.Image
	cmd    *exec.Cmd
	states *states
	stderr *bytes.Buffer
	ticks  int
	exit   error // how the program ended; set by Close
	closed bool
}

// Start builds the main package pkg (an import path, or ./dir of the package under test), once
// for all tests, and runs it with args in a window of w by h. The environment has
// GOPHERSCOPE_STATE=1, on which a program prints a line of JSON to standard output in each tick;
// see State. The program is closed when the test ends; if the test has failed, what the window
// showed last is kept in testdata/TEST.got.png.
func Start(t testing.TB, pkg string, w, h int, args ...string) *Window {
	t.Helper()
	NeedDisplay(t)
	binary := Binary(t, pkg)
	win := &Window{t: t, states: &states{}, stderr: &bytes.Buffer{}}
	if err := win.start(binary, args); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() && !win.closed && win.guest.Err() == nil {
			win.keep()
		}
		win.Close()
	})
	win.Resize(w, h)
	return win
}

// Binary returns the path of the main package pkg, built as Start does. Its commands that open
// no window can be run as they are.
func Binary(t testing.TB, pkg string) string {
	t.Helper()
	binary, err := build(pkg)
	if err != nil {
		t.Fatal(err)
	}
	return binary
}

var builds struct {
	sync.Mutex
	done map[string]func() (string, error)
}

// build returns the path of the binary of pkg, built as a guest.
func build(pkg string) (string, error) {
	builds.Lock()
	defer builds.Unlock()
	if builds.done == nil {
		builds.done = map[string]func() (string, error){}
	}
	if builds.done[pkg] == nil {
		builds.done[pkg] = sync.OnceValues(func() (string, error) {
			if guests == "" {
				dir, err := os.MkdirTemp("", "guest")
				if err != nil {
					return "", err
				}
				guests = dir
			}
			if err := watch(); err != nil {
				return "", err
			}
			binary := filepath.Join(guests, fmt.Sprint(len(builds.done)))
			cmd := exec.Command("go", "build", "-tags", "ebitenginevmguest", "-o", binary, pkg)
			cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
			if out, err := cmd.CombinedOutput(); err != nil {
				return "", fmt.Errorf("build %s: %w\n%s", pkg, err, out)
			}
			return binary, nil
		})
	}
	return builds.done[pkg]()
}

// watch looks at every file that a program may be built of. So the go command, which keeps the
// result of a test until a file changes that it has looked at, runs it again when one does.
func watch() error {
	mod, err := exec.Command("go", "env", "GOMOD").Output()
	if err != nil {
		return fmt.Errorf("find the module: %w", err)
	}
	return filepath.WalkDir(filepath.Dir(strings.TrimSpace(string(mod))), func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && strings.HasPrefix(d.Name(), ".") {
			return fs.SkipDir
		}
		switch filepath.Ext(path) {
		case ".go", ".kage", ".mod":
			_, err = os.Stat(path)
		}
		return err
	})
}

func (w *Window) start(binary string, args []string) error {
	dir, err := os.MkdirTemp("", "gs") // a socket's path must be short
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	ln, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		return err
	}
	defer ln.Close()
	endpoint, err := vmhost.EndpointURLFromAddr(ln.Addr())
	if err != nil {
		return err
	}
	w.cmd = exec.Command(binary, args...)
	w.cmd.Env = append(os.Environ(), "EBITENGINE_VM_ENDPOINT="+endpoint, "GOPHERSCOPE_STATE=1")
	w.cmd.Stdout, w.cmd.Stderr = w.states, w.stderr
	if err := w.cmd.Start(); err != nil {
		return err
	}
	if err := ln.(*net.UnixListener).SetDeadline(time.Now().Add(patience)); err != nil {
		return err
	}
	conn, err := ln.Accept()
	if err == nil {
		w.guest, err = vmhost.NewGuestSession(conn, &vmhost.NewGuestSessionOptions{IdleTimeout: patience})
	}
	if err != nil {
		w.cmd.Process.Kill()
		w.cmd.Wait()
		return fmt.Errorf("the program did not open its window: %w\n%s", err, w.stderr)
	}
	return nil
}

// Resize gives the window a new size.
func (w *Window) Resize(width, height int) {
	w.t.Helper()
	old := w.screen
	w.screen = ebiten.NewImage(width, height)
	if err := w.guest.SetOutsideScreen(w.screen); err != nil {
		w.t.Fatal(err)
	}
	if old != nil {
		old.Deallocate()
	}
}

// Tick lets n ticks of the program pass. It fails the test if the program ends in one.
func (w *Window) Tick(n int) {
	w.t.Helper()
	w.guest.AdvanceTicks(n)
	w.ticks += n
	if !w.guest.WaitTicks() {
		w.t.Fatalf("the program ended in tick %d: %v\n%s", w.ticks, w.guest.Err(), w.stderr)
	}
}

// TickToEnd lets at most n ticks pass and reports whether the program ended of its own accord.
func (w *Window) TickToEnd(n int) bool {
	for range n {
		w.guest.AdvanceTicks(1)
		w.ticks++
		if !w.guest.WaitTicks() {
			break
		}
	}
	return errors.Is(w.guest.Err(), ebiten.Termination)
}

// Move puts the pointer at (x, y), and a tick passes.
func (w *Window) Move(x, y float64) {
	w.t.Helper()
	w.guest.MoveCursor(x, y)
	w.Tick(1)
}

// Press holds the primary mouse button down, and a tick passes.
func (w *Window) Press() {
	w.t.Helper()
	w.guest.PressMouseButton(ebiten.MouseButtonLeft)
	w.Tick(1)
}

// Release lets the primary mouse button go, and a tick passes.
func (w *Window) Release() {
	w.t.Helper()
	w.guest.ReleaseMouseButton(ebiten.MouseButtonLeft)
	w.Tick(1)
}

// Click moves to (x, y), presses and releases: three ticks.
func (w *Window) Click(x, y float64) {
	w.t.Helper()
	w.Move(x, y)
	w.Press()
	w.Release()
}

// Drag moves to the first point, presses, moves to the second in steps and releases.
func (w *Window) Drag(x0, y0, x1, y1 float64, steps int) {
	w.t.Helper()
	w.Move(x0, y0)
	w.Press()
	for i := range steps {
		part := float64(i+1) / float64(steps)
		w.Move(x0+(x1-x0)*part, y0+(y1-y0)*part)
	}
	w.Release()
}

// Wheel turns the mouse wheel as Ebitengine counts it (positive y is up), and a tick passes.
func (w *Window) Wheel(x, y float64) {
	w.t.Helper()
	w.guest.ScrollWheel(x, y)
	w.Tick(1)
}

// Key presses and releases a key while the modifiers, such as ebiten.KeyShiftLeft, are held: two
// ticks.
func (w *Window) Key(key ebiten.Key, mods ...ebiten.Key) {
	w.t.Helper()
	for _, m := range mods {
		w.guest.PressKey(m)
	}
	w.guest.PressKey(key)
	w.Tick(1)
	w.guest.ReleaseKey(key)
	for _, m := range mods {
		w.guest.ReleaseKey(m)
	}
	w.Tick(1)
}

// Hold holds a key down for n ticks.
func (w *Window) Hold(key ebiten.Key, n int) {
	w.t.Helper()
	w.guest.PressKey(key)
	w.Tick(n)
	w.guest.ReleaseKey(key)
	w.Tick(1)
}

// Type types the letters of s, without key presses, and a tick passes.
func (w *Window) Type(s string) {
	w.t.Helper()
	for _, r := range s {
		w.guest.TypeRune(r)
	}
	w.Tick(1)
}

// Picture returns what the window shows after the ticks so far.
func (w *Window) Picture() *image.RGBA {
	w.t.Helper()
	w.guest.AdvanceFrame()
	if !w.guest.WaitFrame() || !w.guest.CompositeFrame() {
		w.t.Fatalf("no frame: %v\n%s", w.guest.Err(), w.stderr)
	}
	return Pixels(w.screen)
}

// keep writes what the window shows to a file, for who looks into a failure.
func (w *Window) keep() {
	w.guest.AdvanceFrame()
	if !w.guest.WaitFrame() || !w.guest.CompositeFrame() {
		return
	}
	name := filepath.Join("testdata", strings.ReplaceAll(w.t.Name(), "/", "-")+".got.png")
	if err := os.MkdirAll("testdata", 0o777); err != nil {
		w.t.Log(err)
		return
	}
	f, err := os.Create(name)
	if err == nil {
		err = errors.Join(png.Encode(f, Pixels(w.screen)), f.Close())
	}
	w.t.Logf("the window's last picture is in %s (error %v)", name, err)
}

// Pixels reads back what was painted on an image, in a test that runs in Main.
func Pixels(img *ebiten.Image) *image.RGBA {
	got := image.NewRGBA(img.Bounds())
	img.ReadPixels(got.Pix)
	return got
}

// State decodes the line of JSON that the program printed in the last tick into v. Lines that
// do not begin with { are not counted.
func (w *Window) State(v any) {
	w.t.Helper()
	line, err := w.states.last(w.ticks)
	if err == nil {
		err = json.Unmarshal([]byte(line), v)
	}
	if err != nil {
		w.t.Fatalf("state of tick %d: %v (%q)\n%s", w.ticks, err, line, w.stderr)
	}
}

// Close ends the program as closing its window does, waits for it, and returns how it ended.
func (w *Window) Close() error {
	if w.closed {
		return w.exit
	}
	w.closed = true
	closeErr := w.guest.Close()
	w.screen.Deallocate()
	done := make(chan error, 1)
	go func() { done <- w.cmd.Wait() }()
	select {
	case w.exit = <-done:
	case <-time.After(patience):
		w.cmd.Process.Kill()
		w.exit = errors.Join(errors.New("the program did not end when its window closed"), <-done)
	}
	if closeErr != nil && !errors.Is(closeErr, ebiten.Termination) {
		w.exit = errors.Join(w.exit, closeErr)
	}
	return w.exit
}

// Stderr returns what the program wrote to standard error; ask after Close.
func (w *Window) Stderr() string { return w.stderr.String() }

// states collects the lines that a guest prints. It is written by the goroutine that copies the
// guest's output, and so may lag behind the ticks.
type states struct {
	mu    sync.Mutex
	part  []byte // an unfinished line
	line  string // the last state
	count int
	more  chan struct{} // closed when a state comes; nil while nobody waits
}

func (s *states) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.part = append(s.part, p...)
	r := bufio.NewReader(bytes.NewReader(s.part))
	for {
		line, err := r.ReadString('\n')
		if err == io.EOF {
			s.part = []byte(line)
			return len(p), nil
		}
		if strings.HasPrefix(line, "{") {
			s.line, s.count = line, s.count+1
		}
		if s.more != nil {
			close(s.more)
			s.more = nil
		}
	}
}

// last returns the n-th state, once it is there.
func (s *states) last(n int) (string, error) {
	deadline := time.After(patience)
	for {
		s.mu.Lock()
		line, count := s.line, s.count
		if count < n && s.more == nil {
			s.more = make(chan struct{})
		}
		more := s.more
		s.mu.Unlock()
		switch {
		case count == n:
			return line, nil
		case count > n:
			return line, fmt.Errorf("the program printed %d states in %d ticks", count, n)
		}
		select {
		case <-more:
		case <-deadline:
			return line, fmt.Errorf("the program printed %d states in %d ticks", count, n)
		}
	}
}
