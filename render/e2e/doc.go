// Package e2e lets tests use the GPU and drive the whole program in its window.
//
// A test package that wants either has
//
//	func TestMain(m *testing.M) { e2e.Main(m) }
//
// Main starts Xvfb where there is no display and runs the tests inside an Ebitengine loop, so
// plain `go test` works. Where neither a display nor Xvfb is to be had the tests that ask for
// one (Start, NeedDisplay) skip and say why, or fail when GOPHERSCOPE_CI=1.
//
// Start runs a program as a guest: built with -tags ebitenginevmguest it lets the test deliver
// its input, its ticks and its frames, one by one, and no time passes otherwise. display.go has
// the loop and the display, window.go the guest; they alone use ebiten/v2/exp/vmhost, which is
// experimental.
//
// Only tests import this package.
package e2e
