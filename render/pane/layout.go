package pane

import (
	"gopherscope/render/paint"
	"gopherscope/render/ui"
)

// A Rect is a rectangle in logical pixels.
type Rect = ui.Rect

// Areas are the places of the panes. They depend on the size of the window, on the number of Ps
// and on the panes that the reader has opened, and on nothing that changes while a program
// runs: no pane ever jumps.
type Areas struct {
	Header, Source, Board, Caption, Timeline, Transport Rect

	Past      Rect // below the caption while the reader asks what was looked at before, else empty
	Variables Rect // at the right while the reader looks at a goroutine, or below the source if the heap is there; else empty
	Heap      Rect // at the right of the board, or in its place; empty while the board has all the room
}

// Least sizes of a window that all panes have room in, in logical pixels. A smaller window is
// zoomed out: see Zoom.
const (
	LeastW, LeastH = 1280, 800
	fullW, fullH   = 1600, 900 // what sizes are designed for
	mostZoom       = 3
)

// Zoom returns by how much a window of w by h, in the units of the window system, enlarges or
// shrinks the design: a projected window of any size shows the same picture. Steps of a
// twentieth keep the number of font sizes small while a window is dragged larger.
func Zoom(w, h float32) float32 {
	z := min(w/fullW, h/fullH)
	if z < 1 {
		z = min(1, w/LeastW, h/LeastH)
	}
	z = float32(int(z*20)) / 20
	return max(0.25, min(z, mostZoom))
}

// pastH is the height of the line that tells what was looked at before.
const pastH = 26

// areasOf cuts a window of w by h logical pixels for n Ps and a timeline of so many rows, with the variables and with what was
// looked at before, or without. With both the board and the heap the variables have the lower half of the source's column.
func areasOf(w, h float32, n, rows int, variables, past bool, stage Stage) Areas {
	var a Areas
	all := Rect{W: w, H: h}
	a.Header = all.CutTop(52)
	a.Transport = all.CutBottom(52)
	a.Timeline = all.CutBottom(timelineHeight(h, rows)).InsetXY(paint.Outer, 0)
	if past {
		a.Past = all.CutBottom(pastH).InsetXY(paint.Outer, 0)
	}
	a.Caption = all.CutBottom(82).InsetXY(paint.Outer, 0)
	all.CutTop(9)
	all = all.InsetXY(paint.Outer, 0)
	share := float32(0.33) // of the source: the board of few Ps has room to spare
	if n <= 2 {
		share = 0.42
	}
	if stage == StageBoth {
		a.Source = all.CutLeft(max(366, min(560, 0.265*w)))
		a.Heap = all.CutRight(max(336, min(600, 0.2375*w)))
		all.CutRight(paint.Gap)
		all.CutLeft(paint.Outer)
		a.Board = all
		if variables {
			a.Variables = a.Source.CutBottom(a.Source.H * 0.52)
			a.Source.CutBottom(10)
		}
		return a
	}
	if variables {
		a.Source = all.CutLeft(max(366, min(520, (share-0.06)*w)))
		a.Variables = all.CutRight(max(330, min(480, 0.25*w)))
		all.CutRight(paint.Gap)
	} else {
		a.Source = all.CutLeft(max(400, min(720, share*w)))
	}
	all.CutLeft(paint.Outer)
	if stage == StageHeap {
		a.Heap = all
	} else {
		a.Board = all
	}
	return a
}

// timelineHeight leaves each of n rows so much that it can be told from its neighbours, and the
// panes above it their room.
func timelineHeight(h float32, n int) float32 {
	return timelineHead + float32(n)*timelinePitch(h, n) + 8
}

// timelinePitch is the height of one P's row with the gap below it.
func timelinePitch(h float32, n int) float32 {
	return max(7.5, min(29, 0.17*h/float32(max(1, n))))
}
