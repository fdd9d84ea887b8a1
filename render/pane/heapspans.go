package pane

import (
	"math"
	"math/bits"
	"sort"
	"strconv"

	"gopherscope/assets"
	"gopherscope/render/paint"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// A heapPages shows the heap's pages in the order of their addresses, from left to right and row
// by row: where a page stands follows from its address alone, so nothing moves. A page is a tile.
// Large tiles show the slots of their span, smaller ones how many slots are of each colour, and
// the smallest what most of them are: a map.
type heapPages struct {
	area   Rect
	tiles  []spanCount // by span
	first  uint64      // address of the page at the top left
	pages  int         // from there to the end of the last span
	tile   float32     // side of a tile
	chosen bool        // by the reader; else so large that all pages have room
	cols   int
	scroll float32 // height above the area

	strip         Rect
	stripTile     float32
	from, grabbed float32 // where a drag has begun, and the scroll then
	dragged       bool
}

// A spanCount is how many slots of a span are of each colour.
type spanCount struct{ white, grey, black, none int }

func (c *spanCount) used() int { return c.white + c.grey + c.black + c.none }

const pageSize = 8192 // of the heap, in bytes: PageSize, runtime/sizeclasses.go

// Sides of tiles. They change in steps, so that pages keep their places while the heap grows a
// little.
var tileSides = [...]float32{384, 304, 240, 192, 152, 120, 96, 76, 60, 48, 38, 30, 24, 19, 15, 12, 9, 7, 5, 4, 3, 2}

const (
	leastTile  = 2
	mostTile   = 420
	leastSlot  = 2.6 // of a side of a slot that is painted on its own
	labelTile  = 58  // from which on a tile has a line of words
	tileLabelH = 14
)

var tileFont = paint.Font{Face: assets.Regular, Size: 11}

func (p *heapPages) reset() { *p = heapPages{tiles: p.tiles[:0]} }

// look counts the slots of each colour.
func (p *heapPages) look(h *view.Heap) {
	p.tiles = p.tiles[:0]
	for i := range h.Spans {
		s := &h.Spans[i]
		var c spanCount
		marks := len(s.Mark) > 0
		for w, alloc := range s.Alloc {
			if !marks {
				c.none += bits.OnesCount64(alloc)
				continue
			}
			var mark, scan uint64
			if w < len(s.Mark) {
				mark = s.Mark[w] & alloc
			}
			if w < len(s.Scan) {
				scan = s.Scan[w] & mark
			}
			if s.NoScan {
				scan = mark
			}
			c.black += bits.OnesCount64(scan)
			c.grey += bits.OnesCount64(mark &^ scan)
			c.white += bits.OnesCount64(alloc &^ mark)
		}
		p.tiles = append(p.tiles, c)
	}
	p.pages = 0
	if n := len(h.Spans); n > 0 {
		if base := h.Spans[0].Base; p.first == 0 || base < p.first {
			p.first = base
		}
		last := &h.Spans[n-1]
		p.pages = int((last.Base-p.first)/pageSize) + last.Pages
	}
}

// slotColour returns the colour of slot i; used is false for a free one.
func slotColour(s *view.HeapSpan, i int) (c view.Colour, used bool) {
	switch {
	case !view.Has(s.Alloc, i):
		return view.NoColour, false
	case len(s.Mark) == 0:
		return view.NoColour, true
	case !view.Has(s.Mark, i):
		return view.White, true
	case s.NoScan || view.Has(s.Scan, i):
		return view.Black, true
	}
	return view.Grey, true
}

// fitTile returns the largest side with which n pages have room in r.
func fitTile(r Rect, n int) float32 {
	for _, side := range tileSides {
		cols, rows := int(r.W/side), int(r.H/side)
		if cols*rows >= n {
			return side
		}
	}
	return leastTile
}

func (p *heapPages) layout(area Rect, h *view.Heap) {
	p.area = area
	if !p.chosen {
		side := fitTile(area, p.pages)
		if p.tile == 0 || side < p.tile || float32(p.rowsAt(p.tile))*p.tile > area.H || side > 4*p.tile {
			p.tile = side
		}
	}
	p.cols = max(1, int(area.W/p.tile))
	p.scroll = max(0, min(p.scroll, float32(p.rowsAt(p.tile))*p.tile-area.H))
}

func (p *heapPages) rowsAt(tile float32) int {
	cols := max(1, int(p.area.W/tile))
	return (p.pages + cols - 1) / cols
}

// layoutStrip places the row of spans below the graph.
func (p *heapPages) layoutStrip(r Rect, h *view.Heap) {
	p.strip = r
	p.stripTile = min(r.H, max(leastTile, r.W/float32(max(1, p.pages))))
}

// zoom makes the tiles k times as large; the page at (x, y) stays where it is.
func (p *heapPages) zoom(k, x, y float32) {
	page := p.pageAt(x, y)
	p.chosen = true
	p.tile = max(leastTile, min(mostTile, p.tile*k))
	if p.tile*2 > p.area.W {
		p.tile = min(p.tile, p.area.W)
	}
	p.cols = max(1, int(p.area.W/p.tile))
	row := page / p.cols
	p.scroll = float32(row)*p.tile + p.tile/2 - (y - p.area.Y)
	p.scroll = max(0, min(p.scroll, float32(p.rowsAt(p.tile))*p.tile-p.area.H))
}

// show scrolls so far that the page of an address can be seen.
func (p *heapPages) show(addr uint64) {
	if addr < p.first || p.cols == 0 || p.area.Empty() {
		return
	}
	row := int((addr-p.first)/pageSize) / p.cols
	top := float32(row) * p.tile
	p.scroll = min(p.scroll, top)
	p.scroll = max(p.scroll, top+p.tile-p.area.H, 0)
}

// pageAt returns the number of the page at a point.
func (p *heapPages) pageAt(x, y float32) int {
	col := int((x - p.area.X) / p.tile)
	row := int((y - p.area.Y + p.scroll) / p.tile)
	return row*p.cols + max(0, min(col, p.cols-1))
}

// place returns the tile of a page.
func (p *heapPages) place(page int) Rect {
	return Rect{X: p.area.X + float32(page%p.cols)*p.tile, Y: p.area.Y + float32(page/p.cols)*p.tile - p.scroll, W: p.tile, H: p.tile}
}

// spanOf returns the index of the span that a page belongs to, or -1.
func (p *heapPages) spanOf(h *view.Heap, page int) int {
	i := sort.Search(len(h.Spans), func(i int) bool { return p.pageOf(&h.Spans[i])+h.Spans[i].Pages > page })
	if i < len(h.Spans) && p.pageOf(&h.Spans[i]) <= page {
		return i
	}
	return -1
}

func (p *heapPages) pageOf(s *view.HeapSpan) int { return int((s.Base - p.first) / pageSize) }

// A slotGrid is how the slots of a span of one page are laid out in its tile.
type slotGrid struct {
	in   Rect
	cols int
	side float32 // of a slot with its gap
}

// gridOf returns the grid of the slots of s in the tile r, and whether they are large enough to be told apart.
func gridOf(s *view.HeapSpan, r Rect) (g slotGrid, ok bool) {
	g.in = r.Inset(1.5)
	if r.W >= labelTile {
		g.in.CutTop(tileLabelH)
	}
	if s.Slots <= 0 || s.Pages != 1 {
		return g, false
	}
	g.cols = max(1, int(math.Ceil(math.Sqrt(float64(s.Slots)*float64(g.in.W/max(1, g.in.H))))))
	for ; ; g.cols++ {
		g.side = g.in.W / float32(g.cols)
		if rows := (s.Slots + g.cols - 1) / g.cols; float32(rows)*g.side <= g.in.H+0.01 {
			break
		}
	}
	return g, g.side >= leastSlot
}

// slot returns the place of slot i.
func (g *slotGrid) slot(i int) Rect {
	gap := float32(0.5)
	if g.side > 7 {
		gap = 1
	}
	return Rect{X: g.in.X + float32(i%g.cols)*g.side, Y: g.in.Y + float32(i/g.cols)*g.side, W: g.side - gap, H: g.side - gap}
}

// where returns the place of the object at addr; ok is false if it is not in the heap.
func (p *heapPages) where(h *view.Heap, addr uint64) (r Rect, ok bool) {
	if addr < p.first || p.cols == 0 {
		return r, false
	}
	i := p.spanOf(h, int((addr-p.first)/pageSize))
	if i < 0 {
		return r, false
	}
	s := &h.Spans[i]
	if s.Elem == 0 {
		return r, false
	}
	slot := int((addr - s.Base) / s.Elem)
	tile := p.place(int((addr - p.first) / pageSize))
	if g, fine := gridOf(s, tile); fine && slot < s.Slots {
		return g.slot(slot), true
	}
	if s.Pages > 1 && s.Slots > 1 {
		return p.stripe(s, slot, int((addr-s.Base)/pageSize)), true
	}
	return tile, true
}

// stripe returns the part of slot i that lies in the k-th page of a span of several pages.
func (p *heapPages) stripe(s *view.HeapSpan, i, k int) Rect {
	r := p.place(p.pageOf(s) + k)
	from, to := float64(i)*float64(s.Elem), float64(i+1)*float64(s.Elem)
	lo, hi := float64(k)*pageSize, float64(k+1)*pageSize
	from, to = max(from, lo)-lo, min(to, hi)-lo
	in := r.InsetXY(0, 1.5)
	if r.W >= labelTile {
		in.CutTop(tileLabelH)
	}
	return Rect{X: r.X + r.W*float32(from/pageSize), Y: in.Y, W: r.W*float32((to-from)/pageSize) - 1, H: in.H}
}

// addrAt returns the address of the slot at a point, and its place.
func (p *heapPages) addrAt(h *view.Heap, x, y float32) (addr uint64, r Rect, ok bool) {
	if !p.area.Contains(x, y) || p.cols == 0 {
		return 0, r, false
	}
	page := p.pageAt(x, y)
	i := p.spanOf(h, page)
	if i < 0 {
		return 0, r, false
	}
	s := &h.Spans[i]
	tile := p.place(page)
	if !tile.Contains(x, y) {
		return 0, r, false
	}
	if g, fine := gridOf(s, tile); fine {
		col, row := int((x-g.in.X)/g.side), int((y-g.in.Y)/g.side)
		n := row*g.cols + col
		if x < g.in.X || y < g.in.Y || col >= g.cols || n >= s.Slots {
			return 0, tile, false
		}
		return s.Base + uint64(n)*s.Elem, g.slot(n), true
	}
	if s.Pages > 1 || s.Slots == 1 {
		k := page - p.pageOf(s)
		off := float64(k)*pageSize + float64((x-tile.X)/tile.W)*pageSize
		n := int(off / float64(max(1, s.Elem)))
		if s.Slots == 1 {
			return s.Base, tile, true
		}
		if n < s.Slots {
			return s.Base + uint64(n)*s.Elem, p.stripe(s, n, k), true
		}
	}
	return 0, tile, false
}

func (p *heapPages) paint(b *paint.Batch, th *paint.Theme, h *view.Heap, o *heapObject, event *heapEvent) {
	if p.cols == 0 {
		return
	}
	b.PushClip(p.area)
	top := max(0, int(p.scroll/p.tile)) * p.cols
	bottom := (int((p.scroll+p.area.H)/p.tile) + 1) * p.cols
	i := sort.Search(len(h.Spans), func(i int) bool { return p.pageOf(&h.Spans[i])+h.Spans[i].Pages > top })
	done := top
	for ; i < len(h.Spans) && p.pageOf(&h.Spans[i]) < bottom; i++ {
		s := &h.Spans[i]
		page := p.pageOf(s)
		p.paintFree(b, th, done, page)
		p.paintSpan(b, th, h, i, max(top, page), min(bottom, page+s.Pages))
		done = page + s.Pages
	}
	p.paintEvent(b, th, h, event)
	if o.hovered != 0 && o.hovered == o.related {
		for i := range o.links {
			p.paintStep(b, th, h, &o.links[i], 1.4, th.Text)
		}
		if r, ok := p.where(h, o.hovered); ok {
			b.StrokeRRect(r.Inset(-2), 3, 1.5, th.Text)
		}
	}
	for i := range o.path {
		p.paintStep(b, th, h, &o.path[i], 2.4, th.Attention)
	}
	if o.open() {
		if r, ok := p.where(h, o.addr); ok {
			b.StrokeRRect(r.Inset(-3), 3, 2, th.Attention)
		}
	}
	b.PopClip()
	if total := float32(p.rowsAt(p.tile)) * p.tile; total > p.area.H {
		k := p.area.H / total
		b.RRect(Rect{X: p.area.Right() + 4, Y: p.area.Y + p.scroll*k, W: 4, H: max(12, p.area.H*k)}, 2, th.Faint.Fade(0.5))
	}
}

// paintFree paints pages that belong to no span of objects.
func (p *heapPages) paintFree(b *paint.Batch, th *paint.Theme, from, to int) {
	if p.tile < 5 {
		return
	}
	for ; from < to; from++ {
		r := p.place(from)
		b.Circle(r.X+r.W/2, r.Y+r.H/2, min(1.6, p.tile*0.12), th.Hairline)
	}
}

// paintSpan paints the pages from to to of span i.
func (p *heapPages) paintSpan(b *paint.Batch, th *paint.Theme, h *view.Heap, i, from, to int) {
	s, c := &h.Spans[i], &p.tiles[i]
	if p.tile < 8 {
		ink := mapColour(th, c)
		for page := from; page < to; {
			end := min(to, (page/p.cols+1)*p.cols)
			r := p.place(page)
			r.W = p.tile*float32(end-page) - 0.6
			r.H = p.tile - 0.6
			b.RRect(r, 0, ink)
			page = end
		}
		return
	}
	first := p.pageOf(s)
	for page := from; page < to; page++ {
		r := p.place(page)
		if page > first && page%p.cols != 0 { // joined to the page before
			r.X, r.W = r.X-1, r.W+1
		}
		p.paintGround(b, th, s, r)
		if g, fine := gridOf(s, p.place(page)); fine {
			paintSlots(b, th, s, &g)
		} else if s.Pages > 1 && s.Slots > 1 && p.tile*float32(s.Elem)/pageSize >= leastSlot {
			p.paintStripes(b, th, s, page-first)
		} else {
			paintShares(b, th, s, c, r)
		}
		if p.tile >= labelTile && (page == first || page%p.cols == 0) {
			p.paintLabel(b, th, s, p.place(page))
		}
	}
}

// mapColour is what a page looks like from afar.
func mapColour(th *paint.Theme, c *spanCount) paint.Color {
	used := c.used()
	switch {
	case used == 0:
		return th.Hairline.Fade(0.6)
	case c.grey > 0:
		return th.GC
	case c.none > 0:
		return th.HeapGrey.Fade(0.7)
	}
	return th.HeapRing.Mix(th.HeapBlack, 0.55).Mix(th.HeapWhite, float32(c.white)/float32(used))
}

// paintGround paints a tile without its slots: a wide rim for a span that a P allocates from or that
// waits to be scanned, a corner for one that is not swept yet, and a hatch for one whose objects hold no
// pointers.
func (p *heapPages) paintGround(b *paint.Batch, th *paint.Theme, s *view.HeapSpan, r Rect) {
	in := Rect{X: r.X, Y: r.Y, W: r.W - 1, H: r.H - 1}
	b.RRect(in, 2, th.Sunken)
	if s.NoScan && p.tile >= 12 {
		step := max(6, p.tile/6)
		for d := step; d < in.W+in.H; d += step { // where x + y = d crosses the tile
			x0, x1 := max(0, d-in.H), min(d, in.W)
			b.Line(in.X+x0, in.Y+d-x0, in.X+x1, in.Y+d-x1, 1, th.Hairline)
		}
	}
	edge, width := th.Hairline, float32(1)
	switch {
	case s.Queued:
		edge, width = th.GC, 2
	case s.State == view.Cached:
		edge, width = th.Dim, 1.5
	}
	b.StrokeRRect(in, 2, width, edge)
	if s.State == view.Unswept {
		d := max(4, min(11, p.tile*0.22))
		b.Tri(paint.Point{X: in.Right() - d, Y: in.Y}, paint.Point{X: in.Right(), Y: in.Y}, paint.Point{X: in.Right(), Y: in.Y + d}, 0, th.Literal)
	}
}

func (p *heapPages) paintLabel(b *paint.Batch, th *paint.Theme, s *view.HeapSpan, r Rect) {
	line := Rect{X: r.X + 4, Y: r.Y + 1, W: r.W - 9, H: tileLabelH}
	if s.State == view.Unswept {
		line.W -= 8
	}
	var buf [32]byte
	if s.State == view.Cached && s.P != trace.NoProc {
		name := strconv.AppendInt(append(buf[:0], 'P'), int64(s.P), 10)
		w := tileFont.Width(string(name))
		b.TextAt(line.Right(), line.Y+line.H/2, paint.Right, string(name), tileFont, th.Text)
		line.W -= w + 4
	}
	text := appendSize(buf[:0], s.Elem)
	if len(text) <= 32 {
		b.TextIn(line, paint.Left, string(text), tileFont, th.Dim)
	}
}

// paintSlots paints the slots of a span of one page.
func paintSlots(b *paint.Batch, th *paint.Theme, s *view.HeapSpan, g *slotGrid) {
	light := th.Name == paint.Light.Name
	for i := range s.Slots {
		c, used := slotColour(s, i)
		r := g.slot(i)
		if !used {
			if g.side >= 6 {
				b.Circle(r.X+r.W/2, r.Y+r.H/2, 0.9, th.Faint.Fade(0.7))
			}
			continue
		}
		paintSlot(b, th, r, c, light)
	}
	if s.State == view.Cached && s.FreeIndex < s.Slots && g.side >= 5 { // where the next free slot is looked for
		r := g.slot(s.FreeIndex)
		b.RRect(Rect{X: r.X - 1.5, Y: r.Y - 1, W: 2, H: r.H + 2}, 0, th.Text)
		b.Tri(paint.Point{X: r.X - 3.5, Y: r.Y - 2}, paint.Point{X: r.X + 2.5, Y: r.Y - 2}, paint.Point{X: r.X - 0.5, Y: r.Y + 2.5}, 0, th.Text)
	}
}

// paintSlot paints a slot that is taken: white is bright, black is dark, and grey is a disc in the
// collector's hue. Large ones have the lamps that the graph's objects have.
func paintSlot(b *paint.Batch, th *paint.Theme, r Rect, c view.Colour, light bool) {
	radius := min(2, r.W*0.2)
	lamp := th.HeapRing
	switch c {
	case view.Grey:
		cx, cy, d := r.X+r.W/2, r.Y+r.H/2, min(r.W, r.H)/2
		b.Circle(cx, cy, d, th.GC)
		if d >= 5 {
			b.Circle(cx, cy, d*0.3, th.OnGC)
		}
		return
	case view.White:
		if light {
			b.StrokeRRect(r, radius, 1, th.HeapRing)
		} else {
			b.RRect(r, radius, th.HeapWhite)
		}
		return
	case view.Black:
		if light {
			b.RRect(r, radius, th.HeapBlack)
			lamp = th.HeapWhite
		} else {
			b.StrokeRRect(r, radius, 1, th.HeapRing)
		}
	default:
		b.RRect(r, radius, th.HeapGrey.Fade(0.7))
		return
	}
	if d := min(r.W, r.H); d >= 9 {
		cx, cy := r.X+r.W/2, r.Y+r.H/2
		b.Circle(cx-d*0.19, cy, d*0.1, lamp)
		b.Circle(cx+d*0.19, cy, d*0.1, lamp)
	}
}

// paintStripes paints the parts of slots that lie in the k-th page of a span.
func (p *heapPages) paintStripes(b *paint.Batch, th *paint.Theme, s *view.HeapSpan, k int) {
	light := th.Name == paint.Light.Name
	first := int(uint64(k) * pageSize / s.Elem)
	for i := first; i < s.Slots && uint64(i)*s.Elem < uint64(k+1)*pageSize; i++ {
		r := p.stripe(s, i, k)
		if c, used := slotColour(s, i); used && r.W > 0 {
			paintSlot(b, th, r, c, light)
		}
	}
}

// paintShares fills a tile as far as its span is: black from below, then grey, then white.
func paintShares(b *paint.Batch, th *paint.Theme, s *view.HeapSpan, c *spanCount, r Rect) {
	in := r.Inset(1.5)
	if r.W >= labelTile {
		in.CutTop(tileLabelH)
	}
	y := in.Bottom()
	share := func(n int, ink paint.Color) {
		if n > 0 {
			h := min(y-in.Y, max(1, in.H*float32(n)/float32(max(1, s.Slots))))
			b.RRect(Rect{X: in.X, Y: y - h, W: in.W, H: h}, 0, ink)
			y -= h
		}
	}
	share(c.black, th.HeapRing.Mix(th.HeapBlack, 0.55))
	share(c.grey, th.GC)
	share(c.white, th.HeapWhite)
	share(c.none, th.HeapGrey.Fade(0.7))
}

// paintStep paints a pointer, if both ends can be seen.
func (p *heapPages) paintStep(b *paint.Batch, th *paint.Theme, h *view.Heap, step *view.HeapEdge, width float32, ink paint.Color) {
	if step.Root != view.NotRoot {
		return
	}
	from, ok1 := p.where(h, step.From)
	to, ok2 := p.where(h, step.To)
	if ok1 && ok2 {
		f, t := from.Center(), to.Center()
		b.Curve(paint.Hop(f, t, 10), 0, 1, width, ink, ink)
		b.Circle(t.X, t.Y, width*1.3, ink)
	}
}

// paintStrip paints the pages in a row, each as full as its span is, with a frame around the span that
// the event is about.
func (p *heapPages) paintStrip(b *paint.Batch, th *paint.Theme, h *view.Heap, event *heapEvent) {
	if p.strip.Empty() {
		return
	}
	side := min(p.stripTile, p.strip.H-8)
	y := p.strip.Y + (p.strip.H-side)/2
	for i := range h.Spans {
		s := &h.Spans[i]
		x := p.strip.X + float32(p.pageOf(s))*side
		r := Rect{X: x, Y: y, W: side * float32(s.Pages), H: side}
		if r.X >= p.strip.Right() {
			return
		}
		if side < 6 {
			b.RRect(r.Intersect(p.strip), 0, mapColour(th, &p.tiles[i])) // a large heap is longer than the row
			continue
		}
		keep := p.tile
		p.tile = side
		p.paintGround(b, th, s, r)
		p.tile = keep
		paintShares(b, th, s, &p.tiles[i], r)
		if event.span == s.Base {
			b.StrokeRRect(r.Inset(-1.5), 3, paint.Focus, th.Attention)
		}
	}
}
