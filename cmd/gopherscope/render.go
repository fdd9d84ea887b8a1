package main

import (
	"fmt"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"gopherscope/render"
	"gopherscope/render/paint"
	"gopherscope/sim/trace"
)

var renderCommand = &command{
	name: "render", args: "SCENARIO -o FILE",
	help: "a picture, without a display: .png, or .gif for a film",
	min:  1, max: 1, shared: true,
	flags: func(o *options, flags *pflag.FlagSet) {
		flags.StringVarP(&o.out, "out", "o", "", "the picture's file, .png or .gif")
		flags.Var(durationFlag{&o.at}, "at", "virtual time of the picture (default the end)")
		flags.IntVar(&o.event, "event", 0, "number of the event that the picture shows, in place of --at")
		flags.Var(durationFlag{&o.from}, "from", "virtual time at which the film begins (default 0s)")
		flags.Var(durationFlag{&o.to}, "to", "virtual time at which it ends (default the end)")
		flags.StringVar(&o.selected, "select", "", "show the variables of a goroutine: its number, or acts for the one that acts")
		flags.BoolVar(&o.output, "output", false, "show the program's output large")
		flags.BoolVar(&o.threads, "threads", false, "show the timeline by thread, not by P")
		flags.StringVar(&o.theme, "theme", "dark", "dark or light")
		flags.StringVar(&o.size, "size", "1600x900", "width and height in pixels")
	},
	run: (*session).render,
}

// A film shows at most so many instants; on the way to each it takes so many pictures, so far
// apart.
const (
	filmSteps = 80
	filmShots = 8
	filmShot  = 50 * time.Millisecond
)

func (s *session) render() (int, error) {
	look, err := s.look()
	if err != nil {
		return 0, err
	}
	l, err := s.open(s.scenarios[0])
	if err != nil {
		return 0, err
	}
	write := look.picture
	if filepath.Ext(s.out) == ".gif" {
		write = look.film
	}
	d := newDeck(s, s.scenarios[0], l)
	return 0, create(s.out, func(w io.Writer) error { return write(d, w) })
}

// A look is how a picture is to come out.
type look struct {
	width, height int
	light         bool
	at, from, to  time.Duration // to: 0 is the end; at: negative is the end
	event         int           // in place of at, if positive
	selected      trace.GoID    // whose variables are shown; NoGo for nobody's
	acts          bool          // … those of the goroutine that acts
	output        bool          // the output is large
	threads       bool          // the timeline is by thread
}

// look reads the flags of render.
func (s *session) look() (look, error) {
	l := look{light: s.theme == "light", at: s.at, from: s.from, to: s.to}
	switch ext := filepath.Ext(s.out); {
	case s.out == "":
		return l, s.misuse("no file for the picture", "name it with -o FILE")
	case ext != ".png" && ext != ".gif":
		return l, s.misuse(fmt.Sprintf("-o: %q is not possible", s.out), "a file that ends in .png or .gif")
	}
	if !l.light && s.theme != "dark" {
		return l, s.misuse(fmt.Sprintf("--theme: %q is not possible", s.theme), "dark or light")
	}
	l.event, l.output, l.threads = s.event, s.output, s.threads
	switch s.selected {
	case "":
	case "acts":
		l.acts = true
	default:
		g, err := strconv.ParseInt(strings.TrimPrefix(strings.ToLower(s.selected), "g"), 10, 64)
		if err != nil || g < 1 {
			return l, s.misuse(fmt.Sprintf("--select: %q is not possible", s.selected), "the number of a goroutine, such as 1, or acts")
		}
		l.selected = trace.GoID(g)
	}
	n, err := fmt.Sscanf(s.size+"\n", "%dx%d\n", &l.width, &l.height)
	if n != 2 || err != nil || l.width < 640 || l.width > 8192 || l.height < 400 || l.height > 8192 {
		return l, s.misuse(fmt.Sprintf("--size: %q is not possible", s.size), "WIDTHxHEIGHT, from 640x400 to 8192x8192")
	}
	return l, nil
}

// picture writes the instant at as PNG.
func (l look) picture(d *deck, w io.Writer) error {
	if l.event > 0 {
		d.reach(render.SeekEvent{N: l.event})
	} else if l.at > 0 {
		d.reach(render.SeekTime{T: trace.Time(l.at)})
	} else {
		d.reach(render.End{})
	}
	f := d.Show()
	return png.Encode(w, l.aim(render.NewCamera(l.width, l.height, l.light), &f).Shoot(f, 0))
}

// aim opens the panes that the flags ask for.
func (l look) aim(c *render.Camera, f *render.Frame) *render.Camera {
	g := l.selected
	if l.acts {
		g = f.About()
	}
	c.Look(g, l.output, l.threads)
	return c
}

// film writes the decisions between from and to as an animated GIF. Of more than filmSteps of
// them it shows some, evenly.
func (l look) film(d *deck, w io.Writer) error {
	if l.to > 0 {
		d.reach(render.SeekTime{T: trace.Time(l.to)})
	} else {
		d.reach(render.End{})
	}
	shown := d.Show()
	begin, end := shown.Log.Until(trace.Time(l.from)), shown.State.Events
	var instants []int // events up to and including each decision
	for n := shown.Log.After(begin, trace.Decisions); n > begin && n <= end; n = shown.Log.After(n, trace.Decisions) {
		instants = append(instants, n)
		begin = n
	}
	camera := render.NewCamera(l.width, l.height, l.light)
	var film paint.Film
	steps := min(len(instants), filmSteps)
	for i := range steps {
		d.reach(render.SeekEvent{N: instants[i*len(instants)/steps]})
		for range filmShots {
			now := time.Duration(film.Len()) * filmShot
			f := d.Show()
			film.Add(l.aim(camera, &f).Shoot(f, now.Seconds()), filmShot)
		}
	}
	return film.Encode(w)
}

// reach brings the deck to where an intent leads, however long that takes.
func (d *deck) reach(i render.Intent) {
	d.Do(i)
	for d.Show().Busy {
	}
}

// create makes a file with what write writes, and leaves none behind if that fails.
func create(name string, write func(io.Writer) error) error {
	f, err := os.Create(name)
	if err != nil {
		return fmt.Errorf("gopherscope: write the picture: %w", err)
	}
	err = write(f)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		os.Remove(name)
		return fmt.Errorf("gopherscope: write the picture: %w", err)
	}
	return nil
}
