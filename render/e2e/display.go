package e2e

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/hajimehoshi/ebiten/v2"
)

// noDisplay says why there is no display; nil while there is one. It is set before tests run.
var noDisplay error

// guests is the folder where programs are built, made when first needed.
var guests string

// Main runs the tests of a package with a display, if there is one to be had, and exits.
func Main(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) (code int) {
	defer func() {
		if guests != "" {
			os.RemoveAll(guests)
		}
	}()
	stop, err := display()
	if err == nil {
		defer stop()
		l := &loop{m: m}
		if err = l.run(); err == nil {
			return l.code
		}
	}
	noDisplay = err
	return m.Run()
}

// display sees to it that DISPLAY names a display, and returns how to stop what it started.
func display() (stop func(), err error) {
	if runtime.GOOS != "linux" || os.Getenv("DISPLAY") != "" {
		return func() {}, nil
	}
	path, err := exec.LookPath("Xvfb")
	if err != nil {
		return nil, fmt.Errorf("no display and no Xvfb: %w", err)
	}
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	cmd := exec.Command(path, "-displayfd", "3", "-screen", "0", "1600x900x24", "-nolisten", "tcp")
	cmd.ExtraFiles = []*os.File{w} // its descriptor 3: Xvfb writes there which display it took
	err = cmd.Start()
	w.Close()
	if err != nil {
		return nil, fmt.Errorf("start Xvfb: %w", err)
	}
	stop = func() {
		cmd.Process.Kill()
		cmd.Wait()
	}
	number, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		stop()
		return nil, fmt.Errorf("xvfb did not start: %w", err)
	}
	return stop, os.Setenv("DISPLAY", ":"+strings.TrimSpace(number))
}

// A loop is a hidden Ebitengine window whose first Update is the whole test run: only inside
// of it may pictures be painted and read back.
type loop struct {
	m    *testing.M
	code int
	ran  atomic.Bool
}

func (l *loop) run() error {
	ebiten.SetWindowVisible(false)
	err := ebiten.RunGameWithOptions(l, &ebiten.RunGameOptions{InitUnfocused: true})
	if err != nil && !l.ran.Load() {
		return fmt.Errorf("no usable display: %w", err)
	}
	return nil
}

func (l *loop) Update() error {
	if l.ran.Swap(true) {
		return errors.New("the tests ran already")
	}
	l.code = l.m.Run()
	return ebiten.Termination
}

func (l *loop) Draw(*ebiten.Image) {}

func (l *loop) Layout(w, h int) (int, int) { return w, h }

// NeedDisplay skips the test where there is no display, and says why; with GOPHERSCOPE_CI=1 it
// fails instead.
func NeedDisplay(t testing.TB) {
	t.Helper()
	switch {
	case noDisplay == nil:
	case os.Getenv("GOPHERSCOPE_CI") == "1":
		t.Fatal(noDisplay)
	default:
		t.Skip(noDisplay)
	}
}
