package paint

import (
	"cmp"
	"image"
	"image/color"
	"image/gif"
	"io"
	"slices"
	"time"
)

// A Film collects pictures of one size and writes them as an animated GIF. A frame holds only
// the box that changed, and has a palette of its own, so flat colours stay exact and no pixel
// is dithered. The zero value is an empty film.
type Film struct {
	frames gif.GIF
	last   *image.RGBA   // the picture so far
	left   time.Duration // what the frames so far owe to time, as a GIF counts in 10 ms
}

// Add appends a picture that is shown for d. The film keeps no reference to img. A picture that
// is as the one before makes that one last longer.
func (f *Film) Add(img *image.RGBA, d time.Duration) {
	d += f.left
	delay := int(d / (10 * time.Millisecond))
	f.left = d - time.Duration(delay)*10*time.Millisecond
	box := img.Rect
	if f.last == nil {
		f.last = image.NewRGBA(img.Rect)
		f.frames.Config = image.Config{Width: img.Rect.Dx(), Height: img.Rect.Dy()}
	} else if box = changed(f.last, img); box.Empty() {
		f.frames.Delay[len(f.frames.Delay)-1] += delay
		return
	}
	f.frames.Image = append(f.frames.Image, reduce(img, f.last, box, len(f.frames.Image) > 0))
	f.frames.Delay = append(f.frames.Delay, delay)
	f.frames.Disposal = append(f.frames.Disposal, gif.DisposalNone)
	copy(f.last.Pix, img.Pix)
}

// Len returns the number of frames that differ from the one before.
func (f *Film) Len() int { return len(f.frames.Image) }

// Encode writes the film, which repeats for ever.
func (f *Film) Encode(w io.Writer) error { return gif.EncodeAll(w, &f.frames) }

// changed returns the smallest box around all pixels in which a and b differ.
func changed(a, b *image.RGBA) image.Rectangle {
	box := image.Rectangle{Min: a.Rect.Max, Max: a.Rect.Min}
	for y := a.Rect.Min.Y; y < a.Rect.Max.Y; y++ {
		for x := a.Rect.Min.X; x < a.Rect.Max.X; x++ {
			if i := a.PixOffset(x, y); [4]uint8(a.Pix[i:]) != [4]uint8(b.Pix[i:]) {
				box.Min.X, box.Max.X = min(box.Min.X, x), max(box.Max.X, x+1)
				box.Min.Y, box.Max.Y = min(box.Min.Y, y), max(box.Max.Y, y+1)
			}
		}
	}
	return box
}

// A shade is a colour of a picture and how many pixels have it.
type shade struct {
	c [3]uint8
	n int
}

// reduce returns the box of img with at most 256 colours. With skip the first of them is
// transparent, and stands where img is as last.
func reduce(img, last *image.RGBA, box image.Rectangle, skip bool) *image.Paletted {
	count := map[[3]uint8]int{}
	same := func(x, y int) bool {
		i := img.PixOffset(x, y)
		return skip && [4]uint8(img.Pix[i:]) == [4]uint8(last.Pix[i:])
	}
	each := func(do func(x, y int, c [3]uint8)) {
		for y := box.Min.Y; y < box.Max.Y; y++ {
			for x := box.Min.X; x < box.Max.X; x++ {
				if !same(x, y) {
					do(x, y, [3]uint8(img.Pix[img.PixOffset(x, y):]))
				}
			}
		}
	}
	each(func(_, _ int, c [3]uint8) { count[c]++ })
	shades := make([]shade, 0, len(count))
	for c, n := range count {
		shades = append(shades, shade{c, n})
	}
	slices.SortFunc(shades, func(a, b shade) int { return slices.Compare(a.c[:], b.c[:]) }) // not the map's order

	p := image.NewPaletted(box, nil)
	if skip {
		p.Palette = color.Palette{color.RGBA{}}
	}
	index := map[[3]uint8]uint8{}
	for _, group := range cut(shades, 256-len(p.Palette)) {
		for _, s := range group {
			index[s.c] = uint8(len(p.Palette))
		}
		p.Palette = append(p.Palette, mean(group))
	}
	each(func(x, y int, c [3]uint8) { p.SetColorIndex(x, y, index[c]) })
	return p
}

// cut sorts shades into at most n groups of similar ones: while there are fewer, the group with
// the largest spread, weighted by its pixels, is cut at the middle of its widest channel.
func cut(shades []shade, n int) [][]shade {
	type group struct {
		shades  []shade
		channel int
		spread  float64
	}
	measure := func(s []shade) group {
		g := group{shades: s}
		var pixels int
		for _, x := range s {
			pixels += x.n
		}
		for ch := range 3 {
			lo, hi := s[0].c[ch], s[0].c[ch]
			for _, x := range s {
				lo, hi = min(lo, x.c[ch]), max(hi, x.c[ch])
			}
			// A few pixels of a hue must not vanish among many of another: size counts for little.
			if w := float64(hi-lo) * (1 + float64(min(pixels, 4000))/4000); w > g.spread {
				g.channel, g.spread = ch, w
			}
		}
		return g
	}
	if len(shades) == 0 {
		return nil
	}
	groups := []group{measure(shades)}
	for len(groups) < n {
		widest := 0
		for i, g := range groups {
			if g.spread > groups[widest].spread {
				widest = i
			}
		}
		g := groups[widest]
		if g.spread == 0 {
			break // each shade has a group of its own
		}
		slices.SortFunc(g.shades, func(a, b shade) int {
			return cmp.Or(cmp.Compare(a.c[g.channel], b.c[g.channel]), slices.Compare(a.c[:], b.c[:]))
		})
		lo, hi := g.shades[0].c[g.channel], g.shades[len(g.shades)-1].c[g.channel]
		at := slices.IndexFunc(g.shades, func(s shade) bool { return int(s.c[g.channel]) > (int(lo)+int(hi))/2 })
		groups[widest] = measure(g.shades[:at])
		groups = append(groups, measure(g.shades[at:]))
	}
	out := make([][]shade, len(groups))
	for i, g := range groups {
		out[i] = g.shades
	}
	return out
}

// mean returns the colour of a group: that of its most frequent shade where one has most of the
// pixels, so that flat grounds stay exact, else the average.
func mean(group []shade) color.RGBA {
	var sum [3]int
	pixels := 0
	most := group[0]
	for _, s := range group {
		for ch := range sum {
			sum[ch] += int(s.c[ch]) * s.n
		}
		pixels += s.n
		if s.n > most.n {
			most = s
		}
	}
	if 2*most.n > pixels {
		return color.RGBA{most.c[0], most.c[1], most.c[2], 255}
	}
	return color.RGBA{uint8(sum[0] / pixels), uint8(sum[1] / pixels), uint8(sum[2] / pixels), 255}
}
